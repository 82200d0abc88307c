namespace Amaters.Ledger.Consensus;

/// <summary>Term and index, which together name one entry for ever (Log Matching, thesis §3.5).</summary>
/// <param name="Term">The term of the leader that appended it.</param>
/// <param name="Index">Its position.</param>
public readonly record struct EntryId(Term Term, LogIndex Index)
{
    /// <summary>RAFT-VOTE-3, thesis §3.6.1: the later last term wins; between equal last terms, the longer log.</summary>
    public bool IsAtLeastAsUpToDateAs(EntryId other) => Term > other.Term || (Term == other.Term && Index >= other.Index);

    /// <summary>In the form 3/17: term 3, index 17.</summary>
    public override string ToString() => $"{Term}/{Index}";
}
