namespace Amaters.Ledger.Consensus;

/// <summary>One slot of the replicated log (thesis §3.5).</summary>
/// <param name="Term">Term of the leader that appended it.</param>
/// <param name="Index">Its position.</param>
/// <param name="Type">What the bytes mean.</param>
/// <param name="Data">The bytes; never changed after the entry was made.</param>
public readonly record struct Entry(Term Term, LogIndex Index, EntryType Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>Bytes that an entry is taken to need besides its data, wherever a limit counts bytes.</summary>
    public const int OverheadByteCount = 24;

    /// <summary>Term and index.</summary>
    public EntryId Id => new(Term, Index);

    /// <summary>Size that counts against message and apply limits.</summary>
    public ulong ByteCount => OverheadByteCount + (ulong)Data.Length;

    /// <summary>Size that counts against the limit of uncommitted proposals: data only, so that empty entries always pass.</summary>
    public ulong PayloadByteCount => (ulong)Data.Length;

    /// <summary>An entry not yet placed in a log: the leader gives it term and index.</summary>
    public static Entry Proposed(ReadOnlyMemory<byte> data, EntryType type = EntryType.Normal) => new(default, default, type, data);
}
