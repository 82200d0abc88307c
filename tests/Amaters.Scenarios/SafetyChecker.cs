using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Storage;

namespace Amaters.Scenarios;

/// <summary>Judges a whole group from outside, after each step: the safety properties of thesis figure 3.2, over everything seen so far.</summary>
internal sealed class SafetyChecker
{
    private readonly SortedList<ulong, NodeId> _leaderOfTerm = [];
    private readonly SortedList<ulong, Entry> _committed = [];
    private readonly SortedList<NodeId, HardState> _last = [];

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
