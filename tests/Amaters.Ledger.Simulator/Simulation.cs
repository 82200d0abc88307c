using Amaters.Ledger.Consensus;
using Amaters.Ledger.Simulator.Checkers;
using Amaters.Ledger.Simulator.Checkers.Linearizability;
using Amaters.Ledger.Simulator.Clients;
using Amaters.Ledger.Simulator.Faults;
using Amaters.Ledger.Simulator.Randomness;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator;

/// <summary>One run: a group, clients, and faults, out of one seed.</summary>
internal sealed class Simulation
{
    private readonly World _world;
    private readonly Dice _dice;
    private readonly SimulationOptions _options;
    private readonly History _history = new();
    private readonly List<Client> _clients = [];
    private readonly FaultInjector _faults;
    private readonly LogFiller? _filler;

    private Simulation(SimulationOptions options, TextWriter? trace)
    {
        _options = options;
        _dice = new Dice(options.Seed);
        _world = new(RunPlan.Draw(options, _dice.Fork()), _dice.Fork(), trace);
        _faults = new(_world, _dice.Fork());
        _filler = _world.Plan.Filling > 0 ? new(_world) : null;
    }

    /// <summary>Makes the run that <paramref name="options"/> name.</summary>
    /// <param name="options">Seed and settings; the same give the same run.</param>
    /// <param name="trace">Where to write down every event, if at all.</param>
    public static RunResult Run(SimulationOptions options, TextWriter? trace = null) => new Simulation(options, trace).Run();

    private RunResult Run()
    {
        string? failure = null;
        try
        {
            _world.Cluster.Found(_world.Plan.Nodes);
            Disturb();
            StopFaults();
            new ConvergenceChecker(_world).AwaitConvergence();
            _world.Coverage.Count(Mark.Converged);
            HistoryJudge.Check(_history.Operations);
        }
        catch (Exception violation)
        {
            // Any other exception is a fault of core or host as well, and its seed is worth as much.
            failure = violation switch
            {
                SafetyViolationException or LivenessViolationException => violation.Message,
                InvariantViolationException => $"Invariant of a node: {violation.Message}",
                _ => $"Unexpected {violation}",
            };
        }

        return new()
        {
            Options = _options,
            Plan = _world.Plan,
            Failure = failure,
            Steps = _world.Scheduler.Step,
            LogicalTime = _world.Scheduler.Now,
            Digest = _world.Trace.Digest,
            Committed = _world.Judge.Committed,
            Operations = _history.Operations.Count,
            Coverage = _world.Coverage,
        };
    }

    /// <summary>The phase of faults.</summary>
    private void Disturb()
    {
        var keys = new KeySpace();
        for (var number = 1; number <= _world.Plan.Clients; number++)
            _clients.Add(new(_world, number, _history, keys, _dice.Fork()));
        foreach (var client in _clients)
            client.Start();
        _filler?.Start();
        _faults.Start();
        while (_filler is { IsDone: false } || _world.Scheduler.Step < _world.Plan.Steps)
            _world.Scheduler.RunNext();
    }

    /// <summary>From here on everything works, and everybody who is still needed is there.</summary>
    private void StopFaults()
    {
        _faults.Stop();
        foreach (var client in _clients)
            client.Stop();
        _world.Network.BecomeReliable();
        foreach (var node in _world.Cluster.Nodes)
        {
            node.Clock.Correct();
            node.Disk.Repair();
            // A damaged disk is about to be repaired by what damaged it.
            if (!node.IsDamaged)
                _world.Cluster.Restart(node);
        }
    }
}
