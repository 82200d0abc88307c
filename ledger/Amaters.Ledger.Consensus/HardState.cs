namespace Amaters.Ledger.Consensus;

/// <summary>What a node must find again after a crash, besides its log (thesis figure 3.1).</summary>
/// <param name="Term">The latest term seen.</param>
/// <param name="Vote">Whom this node voted for in that term, or nobody.</param>
/// <param name="Commit">Highest index known to be committed; may lag on disk, for it is learnt again.</param>
public readonly record struct HardState(Term Term, NodeId Vote, LogIndex Commit)
{
    /// <summary>Whether nothing was ever stored.</summary>
    public bool IsEmpty => this == default;
}
