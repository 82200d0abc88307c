using Google.Protobuf;
using RocksDbSharp;

namespace Amaters.Ledger.Storage;

/// <summary>Reads rows as of one moment.</summary>
internal sealed class LedgerView : IDisposable
{
    private readonly LedgerDatabase _database;
    private readonly Snapshot? _snapshot;
    private readonly ReadOptions _options;

    internal LedgerView(LedgerDatabase database, Snapshot? snapshot)
    {
        _database = database;
        _snapshot = snapshot;
        _options = snapshot is null ? new ReadOptions() : new ReadOptions().SetSnapshot(snapshot);
    }

    /// <summary>The row under a key, or null where there is none.</summary>
    public T? Get<T>(Family family, ReadOnlySpan<byte> key, MessageParser<T> parser)
        where T : class, IMessage<T> =>
        Get(key, _database.Handle(family)) is { } bytes ? parser.ParseFrom(bytes) : null;

    /// <summary>The bytes under a key, or null where there are none.</summary>
    public byte[]? Get(Family family, ReadOnlySpan<byte> key) => Get(key, _database.Handle(family));

    /// <summary>The change of a record that made one version, or null.</summary>
    public HistoryRow? GetHistory(int shard, ReadOnlySpan<byte> versionKey) =>
        GetHistoryBytes(shard, versionKey) is { } bytes ? HistoryRow.Parser.ParseFrom(bytes) : null;

    /// <summary>The same row's bytes.</summary>
    public byte[]? GetHistoryBytes(int shard, ReadOnlySpan<byte> versionKey) => Get(versionKey, _database.HistoryOf(shard));

    /// <summary>The position of a record that a shard lists, as a row key, or null.</summary>
    public byte[]? GetMember(int shard, ReadOnlySpan<byte> recordKey) => Get(recordKey, _database.MembersOf(shard));

    /// <summary>Rows from a key on, in key order.</summary>
    public IEnumerable<(byte[] Key, byte[] Value)> From(ColumnFamilyHandle family, byte[] firstKey)
    {
        using var iterator = _database.Rocks.NewIterator(family, _options);
        for (iterator.Seek(firstKey); iterator.Valid(); iterator.Next())
            yield return (iterator.Key(), iterator.Value());
    }

    /// <summary>Rows of a family from a key on, in key order.</summary>
    public IEnumerable<(byte[] Key, byte[] Value)> From(Family family, byte[] firstKey) => From(_database.Handle(family), firstKey);

    /// <summary>Collections' members of one shard from a record key on.</summary>
    public IEnumerable<(byte[] Key, byte[] Value)> MembersFrom(int shard, byte[] firstKey) => From(_database.MembersOf(shard), firstKey);

    /// <summary>Changes kept by one shard from a version key on.</summary>
    public IEnumerable<(byte[] Key, byte[] Value)> HistoryFrom(int shard, byte[] firstKey) => From(_database.HistoryOf(shard), firstKey);

    public void Dispose() => _snapshot?.Dispose();

    private byte[]? Get(ReadOnlySpan<byte> key, ColumnFamilyHandle family) => _database.Rocks.Get(key, family, _options);
}
