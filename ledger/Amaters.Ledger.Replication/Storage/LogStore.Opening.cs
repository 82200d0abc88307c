using Amaters.Ledger.Consensus;
using Snapshot = Amaters.Ledger.Consensus.Snapshot;

namespace Amaters.Ledger.Replication.Storage;

/// <content>Opening: what is read, what is checked, what is refused.</content>
public sealed partial class LogStore
{
    private const string DatabaseFolder = "log";
    private const string MarkFile = "acknowledged";

    /// <summary>Opens the log of a node, or founds it in an empty folder.</summary>
    /// <exception cref="LogCorruptException">The log contradicts itself, its identity or what was acknowledged.</exception>
    /// <exception cref="StorageFailedException">The folder cannot be read or written.</exception>
    public static LogStore Open(LogStoreOptions options)
    {
        var databaseFolder = Path.Combine(options.Folder, DatabaseFolder);
        var markPath = Path.Combine(options.Folder, MarkFile);
        // The mark is made before the log, so a log without a mark has lost it.
        var isNew = !File.Exists(markPath) && !Directory.Exists(databaseFolder);
        Directory.CreateDirectory(options.Folder);
        var mark = isNew ? AcknowledgedMark.Create(markPath) : AcknowledgedMark.TryOpen(markPath);
        if (mark is null)
            throw new LogCorruptException(options.Folder, $"{markPath} is missing or damaged, so it is not known what this node has acknowledged.");
        LogDatabase? database = null;
        try
        {
            database = LogDatabase.Open(databaseFolder, options.Folder);
            var store = new LogStore(options, database, mark);
            store.CheckIdentity();
            store.Load();
            store.CheckPromise(mark.Promise);
            return store;
        }
        catch
        {
            database?.Dispose();
            mark.Dispose();
            throw;
        }
    }

    /// <summary>A new log is signed with format, group and node before anything else is written; an old one must show the same.</summary>
    private void CheckIdentity()
    {
        var expected = new byte[sizeof(uint) + GroupId.ByteCount + sizeof(ulong)];
        BitConverter.TryWriteBytes(expected, LogRecords.FormatVersion);
        _options.Group.Encode(expected.AsSpan(sizeof(uint)));
        BitConverter.TryWriteBytes(expected.AsSpan(sizeof(uint) + GroupId.ByteCount), _options.NodeId);

        if (!TryReadRecord(LogRecords.IdentityKey, out var identity))
        {
            if (_mark.Promise != default)
                throw Corrupt("its identity record is missing, though entries or votes were acknowledged.");
            _batch.Clear();
            _batch.Put(LogRecords.IdentityKey, LogRecords.Seal(LogRecords.IdentityKey, expected));
            _database.Write(_batch, sync: true);
            return;
        }

        if (identity.SequenceEqual(expected))
            return;
        if (identity.Length != expected.Length || !identity.AsSpan(0, sizeof(uint)).SequenceEqual(expected.AsSpan(0, sizeof(uint))))
            throw Corrupt($"it is written in another format than version {LogRecords.FormatVersion}.");
        GroupId.TryDecode(identity.AsSpan(sizeof(uint), GroupId.ByteCount), out var group);
        throw Corrupt($"it belongs to node {BitConverter.ToUInt64(identity, sizeof(uint) + GroupId.ByteCount)} of group {group}, "
            + $"not to node {_options.NodeId} of group {_options.Group}.");
    }

    private void Load()
    {
        ulong firstBlock = 1;
        if (TryReadRecord(LogRecords.CompactedKey, out var compacted))
        {
            _compacted = LogRecords.UInt64At(compacted, 0);
            _terms.Reset(_compacted, LogRecords.UInt64At(compacted, 1));
            firstBlock = LogRecords.UInt64At(compacted, 2);
        }

        if (TryReadRecord(LogRecords.HardStateKey, out var hardState))
            _hardState = new HardState(new Term(LogRecords.UInt64At(hardState, 0)), new NodeId(LogRecords.UInt64At(hardState, 1)), new LogIndex(LogRecords.UInt64At(hardState, 2)));
        if (TryReadRecord(LogRecords.SnapshotKey, out var snapshot))
            LoadSnapshot(snapshot);
        if (TryReadRecord(LogRecords.ConfigurationKey, out var configuration) && !GroupConfiguration.TryDecode(configuration, out _configuration))
            throw Corrupt("the configuration record cannot be read.");
        LoadHeaders(firstBlock);
        if (_hardState.Commit.Value > _last)
            throw Corrupt($"the commit index {_hardState.Commit} lies beyond the end of the log at {LastIndex}.");
    }

    private void LoadSnapshot(byte[] record)
    {
        var reader = new SpanReader(record);
        var (index, term) = (reader.UInt64(), reader.UInt64());
        var data = reader.Bytes(reader.Count(1));
        if (reader.HasFailed || !GroupConfiguration.TryDecode(reader.Rest, out var configuration))
            throw Corrupt("the snapshot record cannot be read.");
        _snapshot = new Snapshot(data.ToArray(), new SnapshotMetadata(configuration.Members, new LogIndex(index), new Term(term)));
    }

    /// <summary>
    /// Every header in order: no gap, no overlap, no falling term, checksums right. Payloads are not touched, but for the last block's,
    /// nor are the blocks below the first one, all of whose entries are compacted: some of their files are still there.
    /// </summary>
    private void LoadHeaders(ulong firstBlock)
    {
        _last = firstBlock - 1;
        var lastTerm = _terms.TermAt(_compacted);
        using var iterator = _database.Scan(_database.Headers);
        for (iterator.Seek(LogRecords.Key(firstBlock)); iterator.Valid(); iterator.Next())
        {
            var first = KeyAt(iterator);
            if (first > _last + 1)
                throw Corrupt($"entry {Math.Max(_last, _compacted) + 1} is missing; the next one stored is {first}.");
            if (first <= _last)
                throw Corrupt($"entry {first} is stored twice: a block begins with it, and the block before ends with entry {_last}.");
            var headers = iterator.GetValueSpan();
            var count = CountHeaders(headers, first);
            for (var i = 0; i < count; i++)
            {
                var header = HeaderAt(headers, first, i);
                _last++;
                if (_last <= _compacted)
                    continue;
                if (header.Term < lastTerm)
                    throw Corrupt($"the term falls from {lastTerm} to {header.Term} at entry {_last}.");
                lastTerm = header.Term;
                _terms.Append(_last, lastTerm);
            }
        }

        _database.EndScan(iterator);
        if (_last < _compacted)
            throw Corrupt($"entry {_compacted + 1} is missing.");
        if (_last > _compacted)
            ReadBlock(_last);
    }

    /// <summary>What may be torn off the end of the log is only what was never acknowledged.</summary>
    private void CheckPromise(Promise promise)
    {
        if (promise.LastIndex > _last)
            throw Corrupt($"it ends at entry {_last}, but this node has acknowledged entry {promise.LastIndex}.");
        if (promise.LastIndex > _compacted && _terms.TermAt(promise.LastIndex) != promise.LastTerm)
            throw Corrupt($"entry {promise.LastIndex} has term {_terms.TermAt(promise.LastIndex)}, but was acknowledged with term {promise.LastTerm}.");
        if (promise.Term > _hardState.Term.Value)
            throw Corrupt($"its term is {_hardState.Term}, but this node has acted in term {promise.Term}.");
        if (promise.Term == _hardState.Term.Value && promise.Vote != 0 && promise.Vote != _hardState.Vote.Value)
            throw Corrupt($"its vote in term {promise.Term} is {_hardState.Vote}, but this node has voted for {promise.Vote}.");
    }

    private bool TryReadRecord(ReadOnlySpan<byte> key, out byte[] value)
    {
        value = [];
        var record = _database.Get(key);
        if (record is null)
            return false;
        if (!LogRecords.TryUnseal(key, record, out var body))
            throw Corrupt($"the record '{System.Text.Encoding.ASCII.GetString(key)}' fails its checksum.");
        value = body.ToArray();
        return true;
    }
}
