using Amaters.Ledger.Consensus.Log;

namespace Amaters.Ledger.Consensus.Storage;

/// <summary>A log in memory: for tests, the simulator, and as the model that durable stores are compared with.</summary>
public sealed class MemoryStorage : IStorage
{
    private readonly List<Entry> _entries = [];
    private HardState _hardState;
    private Snapshot _snapshot = Consensus.Snapshot.Empty;
    private EntryId _compacted;

    /// <inheritdoc/>
    public LogIndex FirstIndex => _compacted.Index.Next;

    /// <inheritdoc/>
    public LogIndex LastIndex => _compacted.Index + (ulong)_entries.Count;

    /// <inheritdoc/>
    public (HardState HardState, ConfState ConfState) InitialState() => (_hardState, _snapshot.Metadata.ConfState);

    /// <inheritdoc/>
    public LogRead Entries(LogIndex from, LogIndex to, ulong maxBytes, out IReadOnlyList<Entry> entries)
    {
        entries = [];
        if (from < FirstIndex)
            return LogRead.Compacted;
        if (to > LastIndex.Next)
            return LogRead.Unavailable;
        var range = _entries.GetRange((int)(from - FirstIndex), (int)(to - from));
        entries = range[..EntryLimits.CountWithin(range, maxBytes)];
        return LogRead.Found;
    }

    /// <inheritdoc/>
    public LogRead Term(LogIndex index, out Term term)
    {
        term = default;
        if (index < _compacted.Index)
            return LogRead.Compacted;
        if (index > LastIndex)
            return LogRead.Unavailable;
        term = index == _compacted.Index ? _compacted.Term : _entries[(int)(index - FirstIndex)].Term;
        return LogRead.Found;
    }

    /// <inheritdoc/>
    public LogRead Snapshot(out Snapshot snapshot)
    {
        snapshot = _snapshot;
        return LogRead.Found;
    }

    /// <summary>Stores term, vote and commit.</summary>
    public void SetHardState(HardState state) => _hardState = state;

    /// <summary>Stores entries; whatever is at or after the first of them goes. The first is in the log or follows its end.</summary>
    public void Append(IReadOnlyList<Entry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count == 0)
            return;
        var first = entries[0].Index;
        Invariant.Holds(first >= FirstIndex && first <= LastIndex.Next, $"entries from {first} do not join a log that holds {FirstIndex} to {LastIndex}");
        Invariant.Holds(first > _snapshot.Metadata.Index, $"entries from {first} would replace what snapshot {_snapshot.Metadata.Index} stands for");
        var keep = (int)(first - FirstIndex);
        _entries.RemoveRange(keep, _entries.Count - keep);
        _entries.AddRange(entries);
    }

    /// <summary>Replaces the whole log by a received snapshot, which is newer than the own one.</summary>
    public void ApplySnapshot(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        Invariant.Holds(snapshot.Metadata.Index > _snapshot.Metadata.Index, $"snapshot {snapshot.Metadata.Index} is not newer than {_snapshot.Metadata.Index}");
        _snapshot = snapshot;
        _compacted = snapshot.Metadata.Id;
        _entries.Clear();
    }

    /// <summary>Takes the application's own snapshot as of an applied index; the log stays until it is compacted.</summary>
    /// <param name="index">The applied index, within the log.</param>
    /// <param name="confState">The configuration as of that index.</param>
    /// <param name="data">The state.</param>
    public void CreateSnapshot(LogIndex index, ConfState confState, ReadOnlyMemory<byte> data)
    {
        var read = Term(index, out var term);
        Invariant.Holds(read == LogRead.Found, $"snapshot of index {index}, which is {read}, log [{FirstIndex}, {LastIndex}]");
        Invariant.Holds(index >= _snapshot.Metadata.Index, $"snapshot of {index} is older than that of {_snapshot.Metadata.Index}");
        _snapshot = new(data, new(confState, index, term));
    }

    /// <summary>Drops the entries up to and including <paramref name="index"/>. The caller keeps it at or below what is applied.</summary>
    /// <returns>False if they are gone already.</returns>
    public bool Compact(LogIndex index)
    {
        if (index < FirstIndex)
            return false;
        var read = Term(index, out var term);
        Invariant.Holds(read == LogRead.Found, $"compaction to {index} beyond the last index {LastIndex}");
        _entries.RemoveRange(0, (int)(index.Next - FirstIndex));
        _compacted = new(term, index);
        return true;
    }
}
