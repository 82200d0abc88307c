using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Nodes;

/// <content>The state machine: applying, snapshots, compaction.</content>
internal sealed partial class SimulatedNode
{
    private LogIndex _lastSnapshot;
    private LogIndex _snapshotBeingStored;
    private bool _isSnapshotOutdated;

    private void Apply(IReadOnlyList<Entry> entries)
    {
        foreach (var entry in entries)
        {
            if (_raft is null)
                return;
            if (entry.Index <= Machine.Applied)
            {
                // A snapshot of the leader's has overtaken this work.
                _world.Coverage.Count(Mark.StaleApplyAfterSnapshot);
                continue;
            }

            if (entry.Type != EntryType.Normal)
                ApplyConfChange(_raft, entry);
            var outcome = Machine.Apply(entry);
            _world.Judge.Applied(Id, entry, Machine);
            if (outcome is { } known)
                AnswerProposal(known);
        }

        ServeReads();
        TakeSnapshotIfDue();
    }

    private void ApplyConfChange(RawNode raft, Entry entry)
    {
        // A received snapshot has switched the core to the configuration as of its own index already; earlier changes are contained in that.
        if (entry.Index <= _snapshotBeingStored)
            return;
        var wasJoint = ConfState.VotersOutgoing.Count > 0;
        Invariant.Holds(ConfChange.TryDecode(entry.Data.Span, out var change), $"unreadable configuration change at {entry.Id}");
        ConfState = raft.ApplyConfChange(change);
        // A newcomer takes no snapshot of a configuration that it is not in, so one is made that shows it.
        _isSnapshotOutdated = true;
        var isJoint = ConfState.VotersOutgoing.Count > 0;
        if (isJoint != wasJoint)
            _world.Coverage.Count(isJoint ? Mark.JointEntered : Mark.JointLeft);
        _world.Cluster.Configured(entry.Index, ConfState);
    }

    /// <summary>A snapshot of the leader's is durable, and takes the place of the state.</summary>
    private void Restore(Snapshot snapshot)
    {
        if (snapshot.Metadata.Index == _snapshotBeingStored)
            _snapshotBeingStored = LogIndex.Zero;
        if (snapshot.Metadata.Index <= Machine.Applied)
            return;
        _world.Coverage.Count(Mark.SnapshotRestored);
        Machine = StateMachine.Decode(snapshot);
        ConfState = snapshot.Metadata.ConfState;
        _lastSnapshot = snapshot.Metadata.Index;
        _world.Judge.Restored(Id, Machine);
        // What was proposed here may be contained in the snapshot: nobody can tell the clients any more.
        _proposals.Clear();
        ServeReads();
    }

    private void TakeSnapshotIfDue()
    {
        var plan = _world.Plan;
        var isDue = _isSnapshotOutdated || Machine.Applied.Value >= _lastSnapshot.Value + plan.SnapshotInterval;
        if (_raft is null || _snapshotBeingStored > LogIndex.Zero || !isDue)
            return;
        var index = Machine.Applied;
        Store.Storage.Term(index, out var term);
        var state = Store.Storage.InitialState().HardState;
        var compactTo = index.Value > plan.CompactionTail ? index - plan.CompactionTail : LogIndex.Zero;
        if (compactTo < Store.Storage.FirstIndex)
            compactTo = LogIndex.Zero;
        _lastSnapshot = index;
        _isSnapshotOutdated = false;
        _world.Coverage.Count(Mark.SnapshotTaken);
        if (compactTo > LogIndex.Zero)
            _world.Coverage.Count(Mark.LogCompacted);
        TryWrite(new()
        {
            // With the snapshot goes the knowledge that all of it is committed; a start would find the two in contradiction otherwise.
            HardState = state with { Commit = LogIndex.Later(state.Commit, index) },
            Own = new(Machine.Encode(), new(ConfState, index, term)),
            CompactTo = compactTo,
        });
    }
}
