namespace Amaters.Ledger.Consensus;

/// <summary>What Raft needs to know of a snapshot.</summary>
/// <param name="ConfState">The configuration as of <paramref name="Index"/>.</param>
/// <param name="Index">The last index it stands for.</param>
/// <param name="Term">The term of the entry at that index.</param>
public sealed record SnapshotMetadata(ConfState ConfState, LogIndex Index, Term Term)
{
    /// <summary>Term and index of the last entry that it stands for.</summary>
    public EntryId Id => new(Term, Index);
}
