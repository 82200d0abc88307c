using Google.Protobuf;
using RocksDbSharp;

namespace Amaters.Ledger.Storage;

/// <summary>Rows that become visible together, or not at all.</summary>
internal sealed class LedgerWrite : IDisposable
{
    private static readonly WriteOptions Unsynced = new WriteOptions().SetSync(false);

    private readonly LedgerDatabase _database;
    private readonly WriteBatch _batch = new();

    internal LedgerWrite(LedgerDatabase database) => _database = database;

    public void Put(Family family, ReadOnlySpan<byte> key, IMessage row) => _batch.Put(key, row.ToByteArray(), _database.Handle(family));

    public void Put(Family family, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => _batch.Put(key, value, _database.Handle(family));

    public void PutMember(int shard, ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> position) => _batch.Put(recordKey, position, _database.MembersOf(shard));

    public void PutHistory(int shard, ReadOnlySpan<byte> versionKey, HistoryRow row) => _batch.Put(versionKey, row.ToByteArray(), _database.HistoryOf(shard));

    public void Delete(ReadOnlySpan<byte> key, ColumnFamilyHandle family) => _batch.Delete(key, family);

    public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ColumnFamilyHandle family) => _batch.Put(key, value, family);

    /// <summary>Makes the rows visible.</summary>
    public void Commit() => _database.Rocks.Write(_batch, Unsynced);

    public void Dispose() => _batch.Dispose();
}
