using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication;

/// <summary>What became of a proposal. The default value promises nothing.</summary>
/// <param name="Outcome">Whether it was applied, surely was not, or may still be.</param>
/// <param name="Id">Term and index of its entry, if it got one.</param>
/// <param name="Value">What the state machine answered, or the new members after a configuration change; only if applied.</param>
/// <param name="Leader">The leader to try instead, if known and not this node.</param>
public readonly record struct ProposalResult(ProposalOutcome Outcome, EntryId Id, object? Value, NodeId Leader)
{
    /// <summary>True if the entry is committed and applied on this node.</summary>
    public bool IsApplied => Outcome == ProposalOutcome.Applied;
}
