using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Storage;
using Amaters.Ledger.Simulator.Disk;
using Amaters.Ledger.Simulator.Nodes;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Checkers;

/// <summary>Watches a whole group from outside and asks every safety checker at every step.</summary>
/// <remarks>
/// A node hands out a Ready right after whatever changed its term, vote, commit, role or log, so that judging each Ready judges each step.
/// </remarks>
internal sealed class SafetyJudge(Coverage coverage, Func<NodeId, DurableState?> durableOf)
{
    private readonly SortedList<NodeId, NodeView> _views = [];
    private readonly ElectionSafetyChecker _electionSafety = new();
    private readonly VoteChecker _votes = new();
    private readonly LogMatchingChecker _logMatching = new();
    private readonly CommittedEntriesChecker _committed = new();
    private readonly LeaderCompletenessChecker _leaderCompleteness = new();
    private readonly MonotonicStateChecker _monotonic = new();
    private readonly StateEqualityChecker _states = new();

    /// <summary>Index up to which the group has committed, by what any node has ever said.</summary>
    public LogIndex Committed => _committed.Last;

    /// <summary>A process has started from its disk.</summary>
    public void Started(NodeId node, IStorage storage, Status status)
    {
        var view = new NodeView { Configuration = status.Configuration };
        _views[node] = view;
        storage.Term(storage.FirstIndex.Previous, out var term);
        view.Log.Reset(new(term, storage.FirstIndex.Previous));
        if (storage.LastIndex >= storage.FirstIndex)
        {
            storage.Entries(storage.FirstIndex, storage.LastIndex.Next, RaftConfig.NoLimit, out var entries);
            foreach (var entry in entries)
                view.Log.Append(entry.Id);
        }

        _monotonic.Started(node, status.HardState);
        _committed.Commit(node, view.Log, status.HardState.Commit);
    }

    /// <summary>A node hands out a Ready.</summary>
    public void ReadyTaken(Status status, Ready ready)
    {
        var node = status.Id;
        var view = _views[node];
        if (ready.Snapshot is { } snapshot)
            view.Log.Reset(snapshot.Metadata.Id);
        foreach (var entry in ready.Entries)
        {
            if (view.Log.Append(entry.Id))
                coverage.Count(Mark.TailOverwritten);
            _logMatching.Append(node, view.Log.TermAt(entry.Index.Previous), entry);
        }

        var state = status.HardState;
        _monotonic.Observe(node, state, status.Applied, status.LastIndex);
        if (status.SoftState.Role == RaftRole.Leader)
            JudgeLeader(status, view);
        else if (view.LedTerm == state.Term && view.LedTerm != Term.Zero && view.IsLeading)
            coverage.Count(Mark.LeaderSteppedDown);
        view.IsLeading = status.SoftState.Role == RaftRole.Leader;
        if (state.Commit > _committed.Last)
            _leaderCompleteness.Committed(state.Commit, state.Term);
        _committed.Commit(node, view.Log, state.Commit);
        view.Commit = state.Commit;
        view.Configuration = status.Configuration;
    }

    /// <summary>Records of a node have become durable.</summary>
    public void Synced(NodeId node, IReadOnlyList<LogRecord> records)
    {
        foreach (var record in records)
        {
            if (record.HardState is { } state)
                _votes.Durable(node, state);
        }
    }

    /// <summary>A message leaves a node; by then, what it promises must be durable.</summary>
    public void Leaving(NodeId node, Message message, DurableState durable)
    {
        PromiseChecker.Check(node, message, durable);
        if (message is { Type: MessageType.VoteResp, Reject: false })
            _votes.Granted(node, message.Term, message.To);
        CountMessage(message);
    }

    /// <summary>A node has applied an entry.</summary>
    public void Applied(NodeId node, Entry entry, StateMachine machine)
    {
        _committed.Applied(node, entry);
        _states.Applied(node, machine.Applied, machine.Fingerprint);
    }

    /// <summary>A node has taken over the state of a snapshot.</summary>
    public void Restored(NodeId node, StateMachine machine) => _states.Applied(node, machine.Applied, machine.Fingerprint);

    private void JudgeLeader(Status status, NodeView view)
    {
        var (node, state) = (status.Id, status.HardState);
        _electionSafety.Lead(node, state.Term);
        if (view.LedTerm != state.Term)
        {
            view.LedTerm = state.Term;
            coverage.Count(Mark.ElectionWon);
            _votes.Elected(node, state.Term, status.Configuration, view.Configuration);
            _leaderCompleteness.Lead(node, state.Term, view.Log, _committed);
        }
        else if (view.IsLeading && state.Commit > view.Commit)
        {
            CommitRuleChecker.Check(node, state.Term, view.Log.TermAt(state.Commit), state.Commit);
        }

        if (view.IsLeading && state.Commit > view.Commit && view.Log.TermAt(state.Commit) is { } term)
        {
            coverage.Count(Mark.EntryCommitted);
            if (status.Configuration.Voters.All.Count == 1)
                coverage.Count(Mark.SingleNodeCommit);
            DurableQuorumChecker.Check(node, new(term, state.Commit), status.Configuration, view.Configuration, durableOf);
        }
    }

    private void CountMessage(Message message)
    {
        Mark? mark = message switch
        {
            { Type: MessageType.Snap } => Mark.SnapshotSent,
            { Type: MessageType.PreVoteResp, Reject: true } => Mark.PreVoteRefused,
            { Type: MessageType.VoteResp, Reject: true } => Mark.VoteRefused,
            { Type: MessageType.AppResp, Reject: true } => Mark.ProbeRefused,
            { Type: MessageType.App, Entries.Count: 0 } => Mark.EmptyAppend,
            { Type: MessageType.Prop } => Mark.ProposalForwarded,
            { Type: MessageType.ReadIndex } => Mark.ReadForwarded,
            { Type: MessageType.TimeoutNow } => Mark.TransferFinished,
            _ => null,
        };
        if (mark is { } reached)
            coverage.Count(reached);
    }
}
