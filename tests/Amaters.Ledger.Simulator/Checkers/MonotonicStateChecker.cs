using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Simulator.Checkers;

/// <summary>Term, vote within a term, commit and applied never go back while a process lives; term and vote not over restarts either, once durable.</summary>
internal sealed class MonotonicStateChecker
{
    private readonly SortedList<NodeId, (HardState State, LogIndex Applied)> _last = [];

    /// <summary>A process starts: what was not durable may be forgotten (<see cref="VoteChecker"/> knows what was).</summary>
    public void Started(NodeId node, HardState stored) => _last[node] = (stored, LogIndex.Zero);

    /// <summary>A node's state after a step.</summary>
    public void Observe(NodeId node, HardState now, LogIndex applied, LogIndex last)
    {
        var (before, appliedBefore) = _last.GetValueOrDefault(node);
        Require(now.Term >= before.Term, node, $"went back from term {before.Term} to {now.Term}");
        Require(now.Term != before.Term || before.Vote == NodeId.None || now.Vote == before.Vote, node, $"changed its vote in term {now.Term} from {before.Vote} to {now.Vote}");
        Require(now.Commit >= before.Commit, node, $"went back from commit {before.Commit} to {now.Commit}");
        Require(applied >= appliedBefore, node, $"went back from applied {appliedBefore} to {applied}");
        Require(applied <= now.Commit, node, $"applied {applied}, but committed only {now.Commit}");
        Require(now.Commit <= last, node, $"committed {now.Commit}, but its log ends at {last}");
        _last[node] = (now, applied);
    }

    private static void Require(bool condition, NodeId node, string detail)
    {
        if (!condition)
            throw new SafetyViolationException(nameof(MonotonicStateChecker), $"{node} {detail}");
    }
}
