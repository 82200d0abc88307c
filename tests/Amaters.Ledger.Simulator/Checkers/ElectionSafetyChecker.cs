using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Simulator.Checkers;

/// <summary>Election Safety (thesis figure 3.2): at most one leader in a term.</summary>
internal sealed class ElectionSafetyChecker
{
    private readonly Dictionary<Term, NodeId> _leaders = [];

    /// <summary>A node leads a term.</summary>
    public void Lead(NodeId node, Term term)
    {
        if (!_leaders.TryAdd(term, node) && _leaders[term] != node)
            throw new SafetyViolationException(nameof(ElectionSafetyChecker), $"term {term} has two leaders, {_leaders[term]} and {node}");
    }
}
