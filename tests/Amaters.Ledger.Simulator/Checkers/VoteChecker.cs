using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Membership;

namespace Amaters.Ledger.Simulator.Checkers;

/// <summary>At most one vote a term and node, given or stored, over all restarts (thesis §3.4); and nobody leads without a quorum of durable votes.</summary>
internal sealed class VoteChecker
{
    private readonly Dictionary<(NodeId Node, Term Term), NodeId> _votes = [];
    private readonly Dictionary<Term, SortedDictionary<NodeId, NodeId>> _durable = [];

    /// <summary>A vote leaves its node.</summary>
    public void Granted(NodeId node, Term term, NodeId candidate)
    {
        if (!_votes.TryAdd((node, term), candidate) && _votes[(node, term)] != candidate)
            throw new SafetyViolationException(nameof(VoteChecker), $"{node} votes in term {term} for {_votes[(node, term)]} and for {candidate}");
    }

    /// <summary>Term and vote of a node are on its disk.</summary>
    public void Durable(NodeId node, HardState state)
    {
        if (state.Vote == NodeId.None)
            return;
        Granted(node, state.Term, state.Vote);
        if (!_durable.TryGetValue(state.Term, out var votes))
            _durable.Add(state.Term, votes = []);
        votes[node] = state.Vote;
    }

    /// <summary>A node has won an election, under one of two configurations.</summary>
    public void Elected(NodeId candidate, Term term, Configuration now, Configuration before)
    {
        var votes = _durable.GetValueOrDefault(term) ?? [];
        bool HasVoted(NodeId node) => votes.TryGetValue(node, out var vote) && vote == candidate;
        if (!QuorumCount.IsReached(now, HasVoted) && !QuorumCount.IsReached(before, HasVoted))
        {
            var voters = string.Join(' ', votes.Keys.Where(HasVoted));
            throw new SafetyViolationException(nameof(VoteChecker), $"{candidate} leads term {term} of {now} with the votes of ({voters}) only");
        }
    }
}
