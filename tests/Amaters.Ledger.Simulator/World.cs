using Amaters.Ledger.Simulator.Checkers;
using Amaters.Ledger.Simulator.Clock;
using Amaters.Ledger.Simulator.Network;
using Amaters.Ledger.Simulator.Nodes;
using Amaters.Ledger.Simulator.Randomness;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator;

/// <summary>What the parts of one run share. Nothing outlives a run, so runs can go side by side.</summary>
internal sealed class World
{
    /// <summary>A world without nodes.</summary>
    public World(RunPlan plan, Dice dice, TextWriter? traceWriter)
    {
        Plan = plan;
        Trace = new(Scheduler, traceWriter);
        DiskDice = dice.Fork();
        NodeDice = dice.Fork();
        Network = new(this, dice.Fork());
        Cluster = new(this);
        Judge = new(Coverage, node => Cluster.Find(node)?.Store.Durable);
    }

    /// <summary>Settings of the run.</summary>
    public RunPlan Plan { get; }

    /// <summary>Logical time.</summary>
    public Scheduler Scheduler { get; } = new();

    /// <summary>What has occurred.</summary>
    public Coverage Coverage { get; } = new();

    /// <summary>Every event.</summary>
    public Trace Trace { get; }

    /// <summary>Chance of disks: latencies, and what a crash leaves.</summary>
    public Dice DiskDice { get; }

    /// <summary>Chance of nodes: clocks and election timeouts.</summary>
    public Dice NodeDice { get; }

    /// <summary>Between the nodes.</summary>
    public SimulatedNetwork Network { get; }

    /// <summary>The nodes.</summary>
    public Cluster Cluster { get; }

    /// <summary>All safety checkers.</summary>
    public SafetyJudge Judge { get; }
}
