using RocksDbSharp;

namespace Amaters.Ledger.Storage;

/// <summary>A node's state database: one RocksDB with a column family per kind of row and two per shard.</summary>
/// <remarks>
/// <para>
/// Writes go through <see cref="LedgerWrite"/>, one per applied log entry, so that state and applied index move together.
/// They are not synced: the Raft log is the durable truth, and RocksDB's own write-ahead log restores a prefix of whole
/// writes, from which replaying the log goes on.
/// </para>
/// <para>Threads: one writer; readers take a <see cref="LedgerView"/> and see one moment's state.</para>
/// </remarks>
public sealed class LedgerDatabase : IDisposable
{
    private readonly RocksDb _database;
    private readonly ColumnFamilyHandle[] _families;
    private readonly ColumnFamilyHandle[] _members;
    private readonly ColumnFamilyHandle[] _histories;

    private LedgerDatabase(RocksDb database, string path, int shardCount)
    {
        _database = database;
        Path = path;
        ShardCount = shardCount;
        _families = [.. Enum.GetNames<Family>().Select(database.GetColumnFamily)];
        _members = [.. Enumerable.Range(0, shardCount).Select(shard => database.GetColumnFamily(MemberFamilyName(shard)))];
        _histories = [.. Enumerable.Range(0, shardCount).Select(shard => database.GetColumnFamily(HistoryFamilyName(shard)))];
    }

    /// <summary>Folder of the database.</summary>
    public string Path { get; }

    /// <summary>Number of shards that the database was made for.</summary>
    public int ShardCount { get; }

    /// <summary>Opens the database, making it where there is none.</summary>
    /// <param name="path">Folder of the database.</param>
    /// <param name="shardCount">Number of shards; fixed by the genesis document.</param>
    /// <exception cref="RocksDbException">The folder cannot be used, or its files are damaged.</exception>
    public static LedgerDatabase Open(string path, int shardCount)
    {
        Directory.CreateDirectory(path);
        var options = new DbOptions().SetCreateIfMissing(true).SetCreateMissingColumnFamilies(true);
        var families = new ColumnFamilies();
        foreach (var name in FamilyNames(shardCount))
            families.Add(name, new ColumnFamilyOptions());
        var database = new LedgerDatabase(RocksDb.Open(options, path, families), path, shardCount);
        if (database.Newest.Get(Family.Meta, RowKey.Replacing) is not null)
            database.Clear();
        return database;
    }

    /// <summary>The newest state. For the writer, which has no one to be consistent with.</summary>
    internal LedgerView Newest => new(this, null);

    /// <summary>One moment's state, for readers; dispose it soon, since it keeps old rows alive.</summary>
    internal LedgerView OpenView() => new(this, _database.CreateSnapshot());

    internal LedgerWrite BeginWrite() => new(this);

    internal RocksDb Rocks => _database;

    internal ColumnFamilyHandle Handle(Family family) => _families[(int)family];

    /// <summary>Collection and tag (64 bytes) → position: which records a shard holds.</summary>
    internal ColumnFamilyHandle MembersOf(int shard) => _members[shard];

    /// <summary>Collection, tag and version (72 bytes) → HistoryRow.</summary>
    internal ColumnFamilyHandle HistoryOf(int shard) => _histories[shard];

    /// <summary>Every family that state lives in, in the order in which snapshots carry them.</summary>
    internal IEnumerable<(string Name, ColumnFamilyHandle Handle)> AllFamilies() =>
        FamilyNames(ShardCount).Skip(1).Select(name => (name, _database.GetColumnFamily(name)));

    /// <summary>Takes over all rows of another database.</summary>
    /// <remarks>
    /// A crash half-way leaves a mark; the next opening then empties the database, the node finds itself at log index 0
    /// and restores the snapshot again.
    /// </remarks>
    internal void ReplaceBy(LedgerDatabase source)
    {
        Clear();
        using (var mark = BeginWrite())
        {
            mark.Put(Family.Meta, RowKey.Replacing, "1"u8);
            mark.Commit();
        }

        foreach (var (family, target) in source.AllFamilies().Zip(AllFamilies()))
        {
            using var write = BeginWrite();
            foreach (var (key, value) in source.Newest.From(family.Handle, []))
                write.Put(key, value, target.Handle);
            write.Commit();
        }

        using var done = BeginWrite();
        done.Delete(RowKey.Replacing, Handle(Family.Meta));
        done.Commit();
    }

    /// <inheritdoc />
    public void Dispose() => _database.Dispose();

    private void Clear()
    {
        using var write = BeginWrite();
        foreach (var (_, handle) in AllFamilies())
        {
            foreach (var (key, _) in Newest.From(handle, []))
                write.Delete(key, handle);
        }

        write.Commit();
    }

    private static IEnumerable<string> FamilyNames(int shardCount) =>
    [
        ColumnFamilies.DefaultName,
        .. Enum.GetNames<Family>(),
        .. Enumerable.Range(0, shardCount).SelectMany(shard => new[] { MemberFamilyName(shard), HistoryFamilyName(shard) }),
    ];

    private static string MemberFamilyName(int shard) => $"Shard{shard:D4}Members";

    private static string HistoryFamilyName(int shard) => $"Shard{shard:D4}History";
}
