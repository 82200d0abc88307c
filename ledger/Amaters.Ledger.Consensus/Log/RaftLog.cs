using Amaters.Ledger.Consensus.Storage;

namespace Amaters.Ledger.Consensus.Log;

/// <summary>One view of the log: what is in storage, followed by what is not yet durable. Appending and matching (thesis §3.5).</summary>
internal sealed partial class RaftLog
{
    private readonly IStorage _storage;

    /// <summary>The log as found in <paramref name="storage"/>; nothing after the snapshot is known to be committed yet.</summary>
    public RaftLog(IStorage storage, ulong maxApplyingBytes)
    {
        _storage = storage;
        _maxApplyingBytes = maxApplyingBytes;
        Unstable = new(storage.LastIndex.Next);
        Committed = Applying = Applied = storage.FirstIndex.Previous;
    }

    /// <summary>The part that is not yet durable.</summary>
    public UnstableLog Unstable { get; }

    /// <summary>Index of the first entry that can be read.</summary>
    public LogIndex FirstIndex => Unstable.Snapshot?.Metadata.Index.Next ?? _storage.FirstIndex;

    /// <summary>Index of the last entry.</summary>
    public LogIndex LastIndex => Unstable.LastIndex ?? _storage.LastIndex;

    /// <summary>Term and index of the last entry.</summary>
    public EntryId LastId => new(TermOfKnown(LastIndex), LastIndex);

    /// <summary>Term and index of the last committed entry.</summary>
    public EntryId CommittedId => new(TermOfKnown(Committed), Committed);

    /// <summary>Term at <paramref name="index"/>, for FirstIndex − 1 … LastIndex.</summary>
    public LogRead TryTerm(LogIndex index, out Term term)
    {
        if (Unstable.TryTerm(index, out term))
            return LogRead.Found;
        if (index.Next < FirstIndex)
            return LogRead.Compacted;
        return index > LastIndex ? LogRead.Unavailable : _storage.Term(index, out term);
    }

    /// <summary>RAFT-LOG-1, thesis §3.5: whether this log holds exactly that entry. If so, all before it are equal, too.</summary>
    public bool Matches(EntryId id) => TryTerm(id.Index, out var term) == LogRead.Found && term == id.Term;

    /// <summary>Appends new entries of a leader at the end. Returns the new last index.</summary>
    public LogIndex Append(ReadOnlySpan<Entry> entries)
    {
        if (entries.IsEmpty)
            return LastIndex;
        // RAFT-LOG-2: what is committed is never cut.
        Invariant.Holds(entries[0].Index > Committed, $"append at {entries[0].Index} would cut committed entries up to {Committed}");
        Invariant.Holds(entries[0].Index <= LastIndex.Next, $"append at {entries[0].Index} would leave a gap after {LastIndex}");
        Unstable.TruncateAndAppend(entries);
        return LastIndex;
    }

    /// <summary>
    /// RAFT-LOG-3, thesis §3.5: takes the leader's entries after <paramref name="previous"/> if this log holds that entry. Entries that are
    /// already here stay, with all that follows them: only a conflict cuts, so a short or repeated message never does.
    /// </summary>
    /// <returns>False if the logs do not agree at <paramref name="previous"/>.</returns>
    public bool TryAppend(EntryId previous, IReadOnlyList<Entry> entries, LogIndex leaderCommit, out LogIndex lastNewIndex)
    {
        lastNewIndex = previous.Index + (ulong)entries.Count;
        if (!Matches(previous))
            return false;
        for (var i = 0; i < entries.Count; i++)
        {
            Invariant.Holds(entries[i].Index == previous.Index + (ulong)i + 1, $"entry {entries[i].Id} does not follow {previous} without a gap");
            if (Matches(entries[i].Id))
                continue;
            Append([.. entries.Skip(i)]);
            break;
        }

        // RAFT-COMMIT-3: beyond the last entry of this message, nothing is known to match the leader's log.
        CommitTo(LogIndex.Min(leaderCommit, lastNewIndex));
        return true;
    }

    /// <summary>
    /// RAFT-LOG-4, thesis §3.5: the last index at or before <paramref name="index"/> whose term is at most <paramref name="term"/>. Entries after
    /// it have later terms than the other log can have there, so that a probe skips them all at once.
    /// </summary>
    /// <returns>The index, and its term, or term zero where it is no longer known.</returns>
    public EntryId FindConflictByTerm(LogIndex index, Term term)
    {
        for (; index > LogIndex.Zero; index = index.Previous)
        {
            if (TryTerm(index, out var own) != LogRead.Found)
                return new(Term.Zero, index);
            if (own <= term)
                return new(own, index);
        }

        return default;
    }

    /// <summary>Entries from <paramref name="from"/> to the end, within <paramref name="maxBytes"/>.</summary>
    public LogRead EntriesFrom(LogIndex from, ulong maxBytes, out IReadOnlyList<Entry> entries)
    {
        entries = [];
        return from > LastIndex ? LogRead.Found : Slice(from, LastIndex.Next, maxBytes, out entries);
    }

    /// <summary>Entries of [<paramref name="from"/>, <paramref name="to"/>) within <paramref name="maxBytes"/>, but at least one.</summary>
    public LogRead Slice(LogIndex from, LogIndex to, ulong maxBytes, out IReadOnlyList<Entry> entries)
    {
        entries = [];
        if (from < FirstIndex)
            return LogRead.Compacted;
        Invariant.Holds(to <= LastIndex.Next, $"[{from}, {to}) reaches beyond the last index {LastIndex}");
        if (from >= to)
            return LogRead.Found;
        IReadOnlyList<Entry> stored = [];
        if (from < Unstable.Offset)
        {
            var end = LogIndex.Min(to, Unstable.Offset);
            var read = _storage.Entries(from, end, maxBytes, out stored);
            Invariant.Holds(read != LogRead.Unavailable, $"storage lost entries of [{from}, {end})");
            entries = stored;
            if (read == LogRead.Compacted || to <= Unstable.Offset || (ulong)stored.Count < end - from)
                return read;
        }

        var unstable = Unstable.Slice(LogIndex.Later(from, Unstable.Offset), to);
        Entry[] all = stored.Count == 0 ? unstable : [.. stored, .. unstable];
        var count = EntryLimits.CountWithin(all, maxBytes);
        entries = count == all.Length ? all : all[..count];
        return LogRead.Found;
    }

    /// <summary>The newest snapshot, or Unavailable while the host is making one.</summary>
    public LogRead Snapshot(out Snapshot snapshot)
    {
        if (Unstable.Snapshot is not { } received)
            return _storage.Snapshot(out snapshot);
        snapshot = received;
        return LogRead.Found;
    }

    /// <summary>RAFT-SNAP-3, thesis §5.1: a snapshot replaces the log, and all it stands for is committed.</summary>
    public void Restore(Snapshot snapshot)
    {
        Invariant.Holds(snapshot.Metadata.Index > Committed, $"snapshot of {snapshot.Metadata.Index} would undo commit {Committed}");
        Committed = snapshot.Metadata.Index;
        Unstable.Restore(snapshot);
    }

    private Term TermOfKnown(LogIndex index)
    {
        var read = TryTerm(index, out var term);
        Invariant.Holds(read == LogRead.Found, $"term of index {index} is {read}, log [{FirstIndex}, {LastIndex}]");
        return term;
    }
}
