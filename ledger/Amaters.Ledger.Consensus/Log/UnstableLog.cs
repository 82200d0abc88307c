namespace Amaters.Ledger.Consensus.Log;

/// <summary>The end of the log that is not yet known to be durable, and a received snapshot until it is.</summary>
/// <remarks>
/// Entries cover [Offset, Offset + count). Those before <see cref="InProgressEnd"/> have been handed to the host; the rest have not.
/// An entry stays here until its own (term, index) is acknowledged, so an acknowledgement of overwritten entries changes nothing.
/// </remarks>
internal sealed class UnstableLog(LogIndex offset)
{
    private readonly List<Entry> _entries = [];
    private bool _isSnapshotInProgress;

    /// <summary>Index of the first entry here; all before are in storage.</summary>
    public LogIndex Offset { get; private set; } = offset;

    /// <summary>Index after the last entry that was handed to the host.</summary>
    public LogIndex InProgressEnd { get; private set; } = offset;

    /// <summary>The snapshot that replaces the log, until it is durable.</summary>
    public Snapshot? Snapshot { get; private set; }

    /// <summary>The snapshot, if the host has not been given it.</summary>
    public Snapshot? NextSnapshot => _isSnapshotInProgress ? null : Snapshot;

    /// <summary>Whether any entry is not known to be durable.</summary>
    public bool HasEntries => _entries.Count > 0;

    /// <summary>Whether any entry was not handed to the host.</summary>
    public bool HasNextEntries => InProgressEnd < End;

    /// <summary>Index of the last entry here, or of the snapshot; null if there is neither.</summary>
    public LogIndex? LastIndex => HasEntries ? End.Previous : Snapshot?.Metadata.Index;

    private LogIndex End => Offset + (ulong)_entries.Count;

    /// <summary>The entries that the host was not given yet.</summary>
    public Entry[] NextEntries() => HasNextEntries ? Slice(InProgressEnd, End) : [];

    /// <summary>Term at <paramref name="index"/>, if that is here.</summary>
    public bool TryTerm(LogIndex index, out Term term)
    {
        term = default;
        if (index >= Offset && index < End)
            term = _entries[(int)(index - Offset)].Term;
        else if (index < Offset && Snapshot?.Metadata.Index == index)
            term = Snapshot.Metadata.Term;
        else
            return false;
        return true;
    }

    /// <summary>Entries of [<paramref name="from"/>, <paramref name="to"/>), all of which are here.</summary>
    public Entry[] Slice(LogIndex from, LogIndex to) => [.. _entries.GetRange((int)(from - Offset), (int)(to - from))];

    /// <summary>Everything here is now in the host's hands.</summary>
    public void AcceptInProgress()
    {
        InProgressEnd = End;
        _isSnapshotInProgress = Snapshot is not null;
    }

    /// <summary>Appends, cutting first whatever is here at or after the first new index. Cut entries are to be written anew.</summary>
    public void TruncateAndAppend(ReadOnlySpan<Entry> entries)
    {
        var from = entries[0].Index;
        if (from <= Offset)
        {
            _entries.Clear();
            Offset = from;
        }
        else
        {
            _entries.RemoveRange((int)(from - Offset), (int)(End - from));
        }

        InProgressEnd = LogIndex.Min(LogIndex.Later(InProgressEnd, Offset), from);
        _entries.AddRange(entries);
    }

    /// <summary>RAFT-DURABLE-4: the entry <paramref name="id"/> and all before it are durable. Ignored unless exactly that entry is still here.</summary>
    public void StableTo(EntryId id)
    {
        if (id.Index < Offset || !TryTerm(id.Index, out var term) || term != id.Term)
            return;
        _entries.RemoveRange(0, (int)(id.Index.Next - Offset));
        Offset = id.Index.Next;
        InProgressEnd = LogIndex.Later(InProgressEnd, Offset);
    }

    /// <summary>The snapshot of <paramref name="index"/> is durable. Ignored if another took its place.</summary>
    public void StableSnapshotTo(LogIndex index)
    {
        if (Snapshot?.Metadata.Index != index)
            return;
        Snapshot = null;
        _isSnapshotInProgress = false;
    }

    /// <summary>A received snapshot replaces everything.</summary>
    public void Restore(Snapshot snapshot)
    {
        Offset = InProgressEnd = snapshot.Metadata.Index.Next;
        _entries.Clear();
        Snapshot = snapshot;
        _isSnapshotInProgress = false;
    }
}
