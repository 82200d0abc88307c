using Amaters.Ledger.Simulator.Clock;
using Amaters.Ledger.Simulator.Nodes;
using Amaters.Ledger.Simulator.Randomness;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Faults;

/// <summary>Processes die at any moment, one or several at once, and start again after a while.</summary>
internal sealed class ProcessFaults(World world, Dice dice)
{
    /// <summary>One dies; the leader more often than others.</summary>
    public void Crash()
    {
        var victim = dice.Chance(400) && world.Cluster.Leader is { } leader ? leader : dice.Pick([.. world.Cluster.Nodes]);
        Kill(victim);
    }

    /// <summary>Power fails for many, perhaps for all.</summary>
    public void CrashMany()
    {
        foreach (var node in world.Cluster.Nodes.ToArray())
        {
            if (dice.Chance(600))
                Kill(node);
        }
    }

    /// <summary>Everybody who is down comes back some time, whatever brought them down.</summary>
    public void RestartLater(SimulatedNode node) => RestartLater(world, dice, node);

    /// <summary>See <see cref="RestartLater(SimulatedNode)"/>.</summary>
    public static void RestartLater(World world, Dice dice, SimulatedNode node) =>
        world.Scheduler.After(dice.Between(Scheduler.Millisecond, 4 * Scheduler.Second), () =>
        {
            if (node.IsDamaged)
                return;
            world.Cluster.Restart(node);
        });

    private void Kill(SimulatedNode victim)
    {
        if (!victim.IsUp)
            return;
        world.Coverage.Count(Fault.Crash);
        victim.Crash("crashes");
        RestartLater(victim);
    }
}
