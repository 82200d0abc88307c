using Amaters.Ledger.Consensus;
using Snapshot = Amaters.Ledger.Consensus.Snapshot;

namespace Amaters.Ledger.Replication.Storage;

/// <content>Writing: each method is one atomic batch.</content>
public sealed partial class LogStore
{
    /// <summary>
    /// Stores what the core handed out for storage: the snapshot first, then hard state and entries, after dropping every
    /// stored entry from the first new index on. With <paramref name="sync"/> it is on disk when this returns.
    /// </summary>
    /// <param name="hardState">Term, vote and commit, or null if unchanged.</param>
    /// <param name="snapshot">A received snapshot, whose file is on disk already; it replaces the whole log.</param>
    /// <param name="entries">Entries in order, the first of them not beyond the end of the log.</param>
    /// <param name="sync">False only for a mere commit index, which may be lost.</param>
    public void Append(HardState? hardState, Snapshot? snapshot, IReadOnlyList<Entry> entries, bool sync)
    {
        _batch.Clear();
        if (snapshot is not null)
            ReplaceBy(snapshot);
        if (entries.Count > 0)
            AddEntries(entries);
        if (hardState is { } state)
        {
            PutRecord(LogRecords.HardStateKey, LogRecords.UInt64s(state.Term.Value, state.Vote.Value, state.Commit.Value));
            _hardState = state;
        }

        _database.Write(_batch, sync);
        if (sync)
            _mark.Raise(new Promise(_last, _terms.TermAt(_last), _hardState.Term.Value, _hardState.Vote.Value));
    }

    /// <summary>Records the members as of a configuration entry, durably, before anything later is applied.</summary>
    public void SaveConfiguration(GroupConfiguration configuration)
    {
        _batch.Clear();
        PutRecord(LogRecords.ConfigurationKey, configuration.Encode());
        _configuration = configuration;
        _database.Write(_batch, sync: true);
    }

    /// <summary>Records a snapshot made here, whose file is on disk already.</summary>
    /// <param name="snapshot">Its index must be applied, and not older than the newest snapshot.</param>
    public void SaveSnapshot(Snapshot snapshot)
    {
        Invariant.Holds(snapshot.Metadata.Index >= _snapshot.Metadata.Index, $"snapshot {snapshot.Metadata.Index} is older than {_snapshot.Metadata.Index}");
        _batch.Clear();
        PutSnapshot(snapshot);
        _database.Write(_batch, sync: true);
    }

    /// <summary>Drops the entries up to <paramref name="last"/>, for which a snapshot must stand; what is kept above serves slow followers.</summary>
    public void Compact(LogIndex last)
    {
        if (last.Value <= _compacted)
            return;
        Invariant.Holds(last.Value <= _last, $"compaction to {last} would pass the end of the log at {_last}");
        // Opening begins at this block. A search for it would not do: of what lies below, whole files are gone and older versions may show.
        var firstBlock = last.Value < _last ? ReadBlock(last.Value + 1)[0].Index.Value : _last + 1;
        _batch.Clear();
        // The record alone makes the entries part of the past. A range of deletions would overlap the newest table with all
        // older ones, and RocksDB would merge by rewriting what it can otherwise move as whole files.
        PutRecord(LogRecords.CompactedKey, LogRecords.UInt64s(last.Value, _terms.TermAt(last.Value), firstBlock));
        // Synced, because afterwards whole files below are unlinked.
        _database.Write(_batch, sync: true);
        _terms.CompactTo(last.Value);
        _cache.CompactTo(last.Value);
        _compacted = last.Value;
        _database.DropFilesUpTo(LogRecords.Key(firstBlock - 1), _database.Payloads);
        _database.DropFilesUpTo(LogRecords.Key(firstBlock - 1), _database.Headers);
    }

    private void ReplaceBy(Snapshot snapshot)
    {
        var (index, term) = (snapshot.Metadata.Index.Value, snapshot.Metadata.Term.Value);
        Invariant.Holds(snapshot.Metadata.Index > _snapshot.Metadata.Index, $"snapshot {index} is not newer than {_snapshot.Metadata.Index}");
        // The mark must hold before and after the batch: a crash may fall between them. What is left of the promise is in both logs.
        if (_mark.Promise.LastIndex > index)
            _mark.LowerBelow(_compacted + 1, _terms.TermAt(_compacted));
        DeleteBlocks(0, ulong.MaxValue);
        PutRecord(LogRecords.CompactedKey, LogRecords.UInt64s(index, term, index + 1));
        PutSnapshot(snapshot);
        _terms.Reset(index, term);
        _cache.Clear();
        _compacted = _last = index;
        _configuration = Snapshots.SnapshotTicket.TryDecode(snapshot.Data.Span, out var ticket)
            ? ticket.Configuration
            : GroupConfiguration.Empty with { Index = snapshot.Metadata.Index, Members = snapshot.Metadata.ConfState };
        PutRecord(LogRecords.ConfigurationKey, _configuration.Encode());
    }

    private void AddEntries(IReadOnlyList<Entry> entries)
    {
        var first = entries[0].Index.Value;
        Invariant.Holds(first > _compacted && first <= _last + 1, $"entries from {first} do not join a log that holds {FirstIndex} to {LastIndex}");
        Invariant.Holds(first > _snapshot.Metadata.Index.Value, $"entries from {first} would replace what snapshot {_snapshot.Metadata.Index} stands for");
        if (first <= _last)
        {
            var cut = ReadBlock(first);
            var kept = (int)(first - cut[0].Index.Value);
            _mark.LowerBelow(first, _terms.TermAt(first - 1));
            // The block that is cut goes as well, and what is kept of it is written anew: later in the batch, so it stands.
            DeleteBlocks(cut[0].Index.Value, _last + 1);
            _blocks.Put(_batch, new ArraySegment<Entry>(cut, 0, kept));
            _terms.TruncateFrom(first);
            _cache.TruncateFrom(first);
            _last = first - 1;
        }

        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            Invariant.Holds(entry.Index.Value == _last + 1, $"entry {entry.Index} follows entry {_last}");
            Invariant.Holds(entry.Term.Value >= _terms.TermAt(_last), $"entry {entry.Index} has term {entry.Term} after term {_terms.TermAt(_last)}");
            _last = entry.Index.Value;
            _terms.Append(_last, entry.Term.Value);
            _cache.Append(_last, entry);
        }

        _blocks.Put(_batch, entries);
    }

    private void PutSnapshot(Snapshot snapshot)
    {
        var (metadata, data) = (snapshot.Metadata, snapshot.Data);
        var members = GroupConfiguration.Empty with { Members = metadata.ConfState };
        PutRecord(LogRecords.SnapshotKey, [.. LogRecords.UInt64s(metadata.Index.Value, metadata.Term.Value), .. BitConverter.GetBytes(data.Length), .. data.Span, .. members.Encode()]);
        _snapshot = snapshot;
    }

    private void PutRecord(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => _batch.Put(key, LogRecords.Seal(key, value));

    /// <summary>Deletes the blocks whose first index is in [from, to).</summary>
    private void DeleteBlocks(ulong from, ulong to)
    {
        byte[] first = LogRecords.Key(from), end = LogRecords.Key(to);
        _batch.DeleteRange(first, (ulong)first.Length, end, (ulong)end.Length, _database.Headers);
        _batch.DeleteRange(first, (ulong)first.Length, end, (ulong)end.Length, _database.Payloads);
    }
}
