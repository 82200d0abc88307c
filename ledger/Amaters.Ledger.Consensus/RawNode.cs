using Amaters.Ledger.Consensus.Core;
using Amaters.Ledger.Consensus.Membership;

namespace Amaters.Ledger.Consensus;

/// <summary>One member of a Raft group as a deterministic machine: its host feeds it ticks and messages, and does what each <see cref="Ready"/> asks for.</summary>
/// <remarks>
/// Not thread-safe: one owner calls one method at a time. The loop is <c>if (HasReady) { var ready = Ready(); …store, send, apply…; Advance(); }</c>;
/// with asynchronous storage there is no Advance, and answers come back through <see cref="Step"/>. See docs/raft.md.
/// </remarks>
public sealed partial class RawNode
{
    private readonly Raft _raft;

    /// <summary>Starts as a follower with what the configured storage holds.</summary>
    /// <exception cref="ArgumentException">A setting cannot be.</exception>
    /// <exception cref="InvariantViolationException">The stored log and hard state contradict each other.</exception>
    public RawNode(RaftConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        _isAsync = config.AsyncStorageWrites;
        _raft = new(config);
        _previousSoftState = _raft.SoftState;
        _previousHardState = _raft.HardState;
    }

    /// <summary>This node.</summary>
    public NodeId Id => _raft.Id;

    /// <summary>Whether the log holds entries that are not known to be committed.</summary>
    public bool HasUncommitted => _raft.Log.Committed < _raft.Log.LastIndex;

    /// <summary>One unit of time has passed. Heartbeat and election timeouts count these.</summary>
    public void Tick() => _raft.Tick();

    /// <summary>Starts an election now, if this node may.</summary>
    public void Campaign() => _raft.Step(new() { Type = MessageType.Hup, From = Id });

    /// <summary>Proposes an entry; a follower sends it to its leader.</summary>
    /// <returns>Accepted, which promises nothing yet, or ProposalDropped.</returns>
    public StepOutcome Propose(ReadOnlyMemory<byte> data) => ProposeEntry(Entry.Proposed(data));

    /// <summary>Proposes several entries as one message, so that they are appended together.</summary>
    public StepOutcome Propose(IReadOnlyList<ReadOnlyMemory<byte>> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfZero(data.Count);
        return _raft.Step(new() { Type = MessageType.Prop, From = Id, Entries = [.. data.Select(bytes => Entry.Proposed(bytes))] });
    }

    /// <summary>Proposes a change of members. If it may not enter the log, an empty entry is committed in its place.</summary>
    /// <param name="change">The change.</param>
    /// <param name="type">ConfChange for a single change outside joint consensus, readable by nodes that know nothing else.</param>
    public StepOutcome ProposeConfChange(ConfChange change, EntryType type = EntryType.ConfChangeV2)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (type == EntryType.Normal || (type == EntryType.ConfChange && (change.NeedsJoint || change.Changes.Count != 1)))
            throw new ArgumentException($"'{change}' cannot be an entry of type {type}", nameof(type));
        return ProposeEntry(Entry.Proposed(change.Encode(), type));
    }

    /// <summary>To be called for every committed entry of a configuration change, when it is applied.</summary>
    /// <returns>The new configuration, to be stored with the applied index and in snapshots.</returns>
    /// <exception cref="InvariantViolationException">The change does not fit the configuration: logs or states have diverged.</exception>
    public ConfState ApplyConfChange(ConfChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return _raft.ApplyConfChange(change);
    }

    /// <summary>Takes in a message of a peer or of the host's storage work.</summary>
    /// <returns>What became of it; refusals can be ignored, but for the metrics.</returns>
    public StepOutcome Step(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (IsLocal(message.Type) && !message.From.IsLocalThread)
            return StepOutcome.LocalMessage;
        if (IsResponse(message.Type) && !message.From.IsLocalThread && _raft.ProgressOf(message.From) is null)
            return StepOutcome.UnknownPeer;
        return _raft.Step(message);
    }

    /// <summary>Asks for a linearizable read; the answer, or a refusal, comes as a <see cref="ReadState"/>.</summary>
    /// <param name="context">The caller's bytes, given back with the answer; they need not be unique.</param>
    /// <remarks>A read that was sent to a leader which dies is not answered: the caller must also wait no longer than it wants.</remarks>
    public void ReadIndex(ReadOnlyMemory<byte> context) => _raft.Step(new() { Type = MessageType.ReadIndex, Context = context });

    /// <summary>Asks the leader to hand over to <paramref name="successor"/>, a voter. Ends by success, or after an election timeout.</summary>
    public void TransferLeader(NodeId successor) => _raft.Step(new() { Type = MessageType.TransferLeader, From = successor });

    /// <summary>Makes a follower forget its leader without leaving the term, so that it grants pre-votes at once. Ignored with lease-based reads.</summary>
    public void ForgetLeader() => _raft.Step(new() { Type = MessageType.ForgetLeader });

    /// <summary>The transport lost messages to <paramref name="node"/>: probe it.</summary>
    public void ReportUnreachable(NodeId node) => _raft.Step(new() { Type = MessageType.Unreachable, From = node });

    /// <summary>The transport has finished, or (if not <paramref name="isDelivered"/>) given up, sending a snapshot to <paramref name="node"/>.</summary>
    public void ReportSnapshot(NodeId node, bool isDelivered) => _raft.Step(new() { Type = MessageType.SnapStatus, From = node, Reject = !isDelivered });

    /// <summary>A copy of the node's state.</summary>
    public Status Status()
    {
        var progress = new SortedList<NodeId, Tracking.Progress>();
        if (_raft.Role == RaftRole.Leader)
        {
            foreach (var node in _raft.Configuration.Members)
                progress.Add(node, _raft.ProgressOf(node)!.Copy());
        }

        return new()
        {
            Id = Id,
            HardState = _raft.HardState,
            SoftState = _raft.SoftState,
            Applied = _raft.Log.Applied,
            FirstIndex = _raft.Log.FirstIndex,
            LastIndex = _raft.Log.LastIndex,
            Transferee = _raft.Transferee,
            Configuration = _raft.Configuration,
            Progress = progress,
        };
    }

    /// <summary>For scenarios: fixes the election timeout until it is drawn again.</summary>
    internal void SetElectionTimeout(int ticks) => _raft.SetElectionTimeout(ticks);

    private StepOutcome ProposeEntry(Entry entry) => _raft.Step(new() { Type = MessageType.Prop, From = Id, Entries = [entry] });

    private static bool IsLocal(MessageType type) => type is MessageType.Hup or MessageType.Beat or MessageType.Unreachable or MessageType.SnapStatus
        or MessageType.CheckQuorum or MessageType.ForgetLeader or MessageType.StorageAppend or MessageType.StorageAppendResp or MessageType.StorageApply
        or MessageType.StorageApplyResp;

    private static bool IsResponse(MessageType type) => type is MessageType.AppResp or MessageType.VoteResp or MessageType.HeartbeatResp
        or MessageType.ReadIndexResp or MessageType.PreVoteResp;
}
