using Amaters.Ledger.Simulator.Randomness;

namespace Amaters.Ledger.Simulator.Faults;

/// <summary>Lets one thing after the other go wrong, at random times, until it is stopped.</summary>
internal sealed class FaultInjector
{
    private readonly World _world;
    private readonly Dice _dice;
    private readonly List<Action> _faults = [];
    private bool _isStopped;

    /// <summary>An injector for one run.</summary>
    public FaultInjector(World world, Dice dice)
    {
        _world = world;
        _dice = dice;
        var processes = new ProcessFaults(world, dice.Fork());
        var disks = new DiskFaults(world, dice.Fork());
        var network = new NetworkFaults(world, dice.Fork());
        var clocks = new ClockFaults(world, dice.Fork());
        var membership = new MembershipFaults(world, dice.Fork());
        var load = new LoadFaults(world, dice.Fork());
        var leadership = new LeadershipFaults(world, dice.Fork());
        Add(3, processes.Crash);
        Add(1, processes.CrashMany);
        Add(4, disks.TrapStorageStep);
        Add(1, disks.SlowDown);
        Add(1, disks.FailSync);
        Add(1, disks.FlipBit);
        Add(2, network.Split);
        Add(4, network.IsolateLeader);
        Add(1, network.CutOneWay);
        Add(1, network.CutRandomLinks);
        Add(8, network.Heal);
        Add(1, clocks.Skew);
        Add(5, membership.Change);
        Add(3, load.Burst);
        Add(2, leadership.Transfer);
        Add(1, leadership.Campaign);
        Add(1, leadership.Forget);
    }

    /// <summary>Begins.</summary>
    public void Start() => _world.Scheduler.After(_dice.Between(1, 2 * _world.Plan.FaultInterval), () =>
    {
        if (_isStopped)
            return;
        _dice.Pick(_faults)();
        _world.Cluster.SwitchOffRemoved();
        Start();
    });

    /// <summary>Nothing more goes wrong.</summary>
    public void Stop() => _isStopped = true;

    private void Add(int weight, Action fault)
    {
        for (var i = 0; i < weight; i++)
            _faults.Add(fault);
    }
}
