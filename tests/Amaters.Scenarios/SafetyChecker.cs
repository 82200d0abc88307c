using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Consensus.Quorum;
using Amaters.Ledger.Consensus.Storage;

namespace Amaters.Scenarios;

/// <summary>Judges a whole group from outside, after each step: the safety properties of thesis figure 3.2, over everything seen so far.</summary>
internal sealed class SafetyChecker
{
    private readonly SortedList<ulong, NodeId> _leaderOfTerm = [];
    private readonly SortedList<ulong, Entry> _committed = [];
    private readonly SortedList<NodeId, HardState> _last = [];
    private readonly SortedList<NodeId, LogIndex> _judged = [];
    private readonly SortedList<NodeId, Configuration> _configurations = [];

    /// <summary>Throws <see cref="InvariantViolationException"/> at the first property that does not hold.</summary>
    public void Check(IEnumerable<ScenarioNode> nodes)
    {
        foreach (var node in nodes)
        {
            var status = node.Raft.Status();
            CheckElectionSafety(status);
            CheckProgressOf(status);
            CheckCommitted(node, status);
        }
    }

    /// <summary>A restart may forget a vote or a commit that was not stored; what was stored stands.</summary>
    public void Restarted(NodeId node, HardState stored) => _last[node] = stored;

    /// <summary>
    /// An answer that leaves a node promises that its vote, or its log up to an index, survives a crash. If a later term is stored, so is what came
    /// of the promise: its entries may have been stored and rightly replaced, and no log tells whether they were.
    /// </summary>
    public static void CheckPromise(ScenarioNode node, Message message)
    {
        var stored = node.Storage.InitialState().HardState;
        if (message is { Type: MessageType.VoteResp, Reject: false })
            Invariant.Holds(stored.Term > message.Term || (stored.Term == message.Term && stored.Vote == message.To), $"{message} leaves, but stored is {RaftText.Describe(stored)}");
        if (message is { Type: MessageType.AppResp, Reject: false })
            Invariant.Holds(stored.Term > message.Term || (stored.Term == message.Term && node.Storage.LastIndex >= message.Index), $"{message} leaves, but stored is {RaftText.Describe(stored)} and a log up to {node.Storage.LastIndex}");
    }

    /// <summary>Leader Completeness needs it: what a leader takes for committed is durable on a quorum, of the configuration now or at its last Ready.</summary>
    public void CheckCommit(ScenarioNode node, IEnumerable<ScenarioNode> nodes)
    {
        var status = node.Raft.Status();
        var before = _configurations.GetValueOrDefault(status.Id, status.Configuration);
        _configurations[status.Id] = status.Configuration;
        var isNew = status.HardState.Commit > _judged.GetValueOrDefault(status.Id);
        _judged[status.Id] = status.HardState.Commit;
        if (!isNew || status.SoftState.Role != RaftRole.Leader || node.Storage.Term(status.HardState.Commit, out var term) != LogRead.Found)
            return;
        var durable = new SortedList<NodeId, bool>();
        foreach (var other in nodes)
            durable.Add(other.Raft.Id, Holds(other.Storage, new(term, status.HardState.Commit)));
        Invariant.Holds(
            status.Configuration.Voters.Tally(durable) == VoteResult.Won || before.Voters.Tally(durable) == VoteResult.Won,
            $"{status.Id} takes {status.HardState.Commit} for committed, but only {string.Join(' ', durable.Where(entry => entry.Value).Select(entry => entry.Key))} stored it, of {status.Configuration}");
    }

    private static bool Holds(ScenarioStorage storage, EntryId id) => storage.Term(id.Index, out var term) switch
    {
        LogRead.Found => term == id.Term,
        LogRead.Compacted => true,
        _ => false,
    };

    private void CheckElectionSafety(Status status)
    {
        if (status.SoftState.Role != RaftRole.Leader)
            return;
        var term = status.HardState.Term;
        if (!_leaderOfTerm.TryAdd(term.Value, status.Id))
            Invariant.Holds(_leaderOfTerm[term.Value] == status.Id, $"term {term} has two leaders, {_leaderOfTerm[term.Value]} and {status.Id}");
    }

    /// <summary>Term and commit never go back, and a vote, once given, stands for its term.</summary>
    private void CheckProgressOf(Status status)
    {
        var now = status.HardState;
        if (_last.TryGetValue(status.Id, out var before))
        {
            Invariant.Holds(now.Term >= before.Term, $"{status.Id} went back from term {before.Term} to {now.Term}");
            Invariant.Holds(now.Commit >= before.Commit, $"{status.Id} went back from commit {before.Commit} to {now.Commit}");
            Invariant.Holds(now.Term != before.Term || before.Vote == NodeId.None || now.Vote == before.Vote, $"{status.Id} changed its vote in term {now.Term}");
        }

        _last[status.Id] = now;
        Invariant.Holds(status.Applied <= now.Commit && now.Commit <= status.LastIndex, $"{status.Id}: applied {status.Applied}, commit {now.Commit}, last {status.LastIndex}");
    }

    /// <summary>State Machine Safety and Log Matching: wherever an index is committed and stored, it holds the same entry.</summary>
    private void CheckCommitted(ScenarioNode node, Status status)
    {
        var storage = node.Storage;
        var end = LogIndex.Min(status.HardState.Commit, storage.LastIndex);
        if (end < storage.FirstIndex || storage.Entries(storage.FirstIndex, end.Next, RaftConfig.NoLimit, out var entries) != LogRead.Found)
            return;
        foreach (var entry in entries)
        {
            // A new entry of an asynchronous node may still be on its way to storage, where an old one of another term stands yet.
            if (node.Config.AsyncStorageWrites && entry.Index > status.Applied)
                break;
            if (!_committed.TryAdd(entry.Index.Value, entry))
                Invariant.Holds(_committed[entry.Index.Value].Id == entry.Id, $"{status.Id} committed {entry.Id} where {_committed[entry.Index.Value].Id} was committed");
        }
    }
}
