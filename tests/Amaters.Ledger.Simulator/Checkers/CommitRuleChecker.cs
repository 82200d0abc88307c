using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Simulator.Checkers;

/// <summary>Thesis §3.6.2: a leader commits by counting only up to an entry of its own term; all before follow with it.</summary>
internal static class CommitRuleChecker
{
    /// <summary>A leader has raised its commit index.</summary>
    public static void Check(NodeId leader, Term term, Term? entryTerm, LogIndex commit)
    {
        if (entryTerm is { } found && found != term)
            throw new SafetyViolationException(nameof(CommitRuleChecker), $"{leader}, leader of term {term}, commits up to {found}/{commit}, of another term");
    }
}
