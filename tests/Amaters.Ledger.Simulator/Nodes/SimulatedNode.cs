using Amaters.Ledger.Consensus;
using Amaters.Ledger.Simulator.Clock;
using Amaters.Ledger.Simulator.Disk;

namespace Amaters.Ledger.Simulator.Nodes;

/// <summary>One member's process, as a host would run it: clock, disk, state machine, and the core between them.</summary>
/// <remarks>
/// With synchronous storage the process waits for its disk, and whatever arrives waits with it. With asynchronous storage, append and apply
/// work go on side by side with everything else. See the partial files.
/// </remarks>
internal sealed partial class SimulatedNode
{
    private readonly World _world;
    private readonly Queue<Action<RawNode>> _inbox = new();
    private readonly int _tickPhase;
    private RawNode? _raft;
    private long _incarnation;

    /// <summary>A machine that is switched off.</summary>
    public SimulatedNode(World world, NodeId id, bool isAsync, LogRecord? first)
    {
        _world = world;
        Id = id;
        IsAsync = isAsync;
        Clock = new(world.NodeDice);
        Store = new(world.Coverage, first);
        _tickPhase = world.NodeDice.Below((int)Scheduler.Millisecond);
    }

    /// <summary>Its id in the group.</summary>
    public NodeId Id { get; }

    /// <summary>Whether its storage is asynchronous.</summary>
    public bool IsAsync { get; }

    /// <summary>Its clock.</summary>
    public NodeClock Clock { get; }

    /// <summary>Its disk.</summary>
    public LogStore Store { get; }

    /// <summary>How its disk behaves.</summary>
    public DiskHealth Disk { get; } = new();

    /// <summary>Its application.</summary>
    public StateMachine Machine { get; private set; } = new();

    /// <summary>The configuration as of the last applied entry.</summary>
    public ConfState ConfState { get; private set; } = ConfState.Empty;

    /// <summary>Whether the process runs.</summary>
    public bool IsUp => _raft is not null;

    /// <summary>Whether it was taken out of service, for good.</summary>
    public bool IsSwitchedOff { get; private set; }

    /// <summary>Whether its disk has lost something, so that it cannot start.</summary>
    public bool IsDamaged { get; set; }

    /// <summary>The core's state; only while it runs.</summary>
    public Status Status => _raft!.Status();

    /// <summary>Starts the process from what is on the disk.</summary>
    /// <exception cref="CorruptLogException">The disk has lost what was synced.</exception>
    public void Start()
    {
        Store.Recover();
        Store.Storage.Snapshot(out var snapshot);
        Machine = StateMachine.Decode(snapshot);
        ConfState = snapshot.Metadata.ConfState;
        _incarnation++;
        _lastSnapshot = snapshot.Metadata.Index;
        _isSnapshotOutdated = false;
        _writtenHardState = Store.Storage.InitialState().HardState;
        _raft = new(Configure(snapshot.Metadata.Index));
        _world.Trace.Note(Id, "starts");
        _world.Judge.Started(Id, Store.Storage, _raft.Status());
        _world.Judge.Restored(Id, Machine);
        ScheduleTick();
    }

    /// <summary>The process dies, and with it whatever was not synced may be lost.</summary>
    public void Crash(string reason)
    {
        if (!IsUp)
            return;
        _world.Trace.Note(Id, reason);
        _raft = null;
        _incarnation++;
        _isBusy = false;
        _inbox.Clear();
        _appendWork.Clear();
        _applyWork.Clear();
        _isAppending = _isApplying = false;
        _snapshotBeingStored = LogIndex.Zero;
        _proposals.Clear();
        _reads.Clear();
        Disk.Trap = null;
        Store.Crash(_world.DiskDice);
    }

    /// <summary>Takes the machine out of service, for good.</summary>
    public void SwitchOff()
    {
        Crash("is switched off");
        IsSwitchedOff = true;
    }

    /// <summary>A message arrives. False if nobody is there to take it.</summary>
    public bool Receive(Message message)
    {
        if (!IsUp)
            return false;
        Input(raft =>
        {
            _world.Trace.Receive(Id, message);
            raft.Step(message);
        });
        return true;
    }

    /// <summary>Does something with the core as soon as the process is free, and then all that follows from it.</summary>
    public void Input(Action<RawNode> input)
    {
        if (_raft is null)
            return;
        if (_isBusy)
        {
            _inbox.Enqueue(input);
            return;
        }

        input(_raft);
        Work();
    }

    private RaftConfig Configure(LogIndex applied) => new()
    {
        Id = Id,
        Storage = Store.Storage,
        Random = new SeededRandom(_world.NodeDice.Bits()),
        Applied = applied,
        AsyncStorageWrites = IsAsync,
        PreVote = _world.Plan.PreVote,
        CheckQuorum = _world.Plan.CheckQuorum,
        DisableProposalForwarding = _world.Plan.DisableProposalForwarding,
        MaxSizePerMessage = _world.Plan.MaxSizePerMessage,
        MaxInflightMessages = _world.Plan.MaxInflightMessages,
        MaxCommittedSizePerReady = _world.Plan.MaxCommittedSizePerReady,
        MaxUncommittedEntriesSize = _world.Plan.MaxUncommittedEntriesSize,
    };

    private void ScheduleTick() => After(Clock.Period + _tickPhase, () =>
    {
        _world.Trace.Tick(Id);
        // A process that waits for its disk misses its ticks: it is late, not fast afterwards.
        if (!_isBusy)
            Input(raft => raft.Tick());
        if (IsUp)
            ScheduleTick();
    });

    /// <summary>Something that happens later, unless this process has died by then.</summary>
    private void After(long delay, Action action)
    {
        var incarnation = _incarnation;
        _world.Scheduler.After(delay, () =>
        {
            if (incarnation == _incarnation && IsUp)
                action();
        });
    }

    /// <summary>Handles Readys until there is nothing to do, or the disk must be waited for.</summary>
    private void Work()
    {
        while (_raft is not null && !_isBusy)
        {
            if (_raft.HasReady)
                HandleReady(_raft);
            else if (_inbox.TryDequeue(out var input))
                input(_raft);
            else
                return;
        }
    }

    private void HandleReady(RawNode raft)
    {
        var ready = raft.Ready();
        _world.Trace.Ready(Id, ready);
        _world.Judge.ReadyTaken(raft.Status(), ready);
        TakeReads(ready.ReadStates);
        if (IsAsync)
            HandleAsynchronously(ready);
        else
            HandleSynchronously(ready);
    }

    private void Send(Message message)
    {
        _world.Judge.Leaving(Id, message, Store.Durable);
        if (message.To == Id)
        {
            _world.Trace.Receive(Id, message);
            _raft!.Step(message);
            return;
        }

        _world.Network.Send(message);
    }
}
