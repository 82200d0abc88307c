using RocksDbSharp;

namespace Amaters.Ledger.Replication.Storage;

/// <summary>The RocksDB instance below a <see cref="LogStore"/>: how it is opened, and every call with its failure seen.</summary>
/// <remarks>
/// <para>WAL recovery is <c>TolerateCorruptedTailRecords</c>: an incomplete last record, which a crash leaves behind, is dropped;
/// a record with a wrong checksum is refused wherever it stands. The default mode would silently cut the log there instead.</para>
/// <para>Blocks of entries arrive in key order, so compaction only moves files; nothing is compressed, since payloads are ciphertext.</para>
/// </remarks>
internal sealed class LogDatabase : IDisposable
{
    /// <summary>A log lives in its write-ahead log first; both bounds keep the replay at start below a second or so.</summary>
    private const ulong PayloadBufferBytes = 32 << 20, HeaderBufferBytes = 4 << 20, WalBytes = 96 << 20;

    /// <summary>Entries are read in runs, so the blocks of RocksDB's tables may be large.</summary>
    private const ulong TableBlockBytes = 32 << 10;

    /// <summary>After how many bytes of a table the disk is set to work, and how many bytes of files are deleted a second.</summary>
    /// <remarks>
    /// All at once, either keeps the disk busy for tens of milliseconds, for which the syncs of the write-ahead log wait, in all members at
    /// the same time, since their logs grow alike. A limit to the rate of writing too made a node take half as long again to start.
    /// </remarks>
    private const long TablePieceBytes = 512 << 10, DeletedBytesPerSecond = 256 << 20;

    private readonly RocksDb _database;
    private readonly string _folder;
    private readonly WriteOptions _synced = new WriteOptions().SetSync(true);
    private readonly WriteOptions _lazy = new WriteOptions().SetSync(false);
    // Neither puts what it reads in RocksDB's cache: the operating system holds the files, and the store its newest entries.
    private readonly ReadOptions _read = new ReadOptions().SetFillCache(false);
    private readonly ReadOptions _scan = new ReadOptions().SetFillCache(false).SetReadaheadSize(1 << 20);

    private LogDatabase(RocksDb database, string folder)
    {
        _database = database;
        _folder = folder;
        Headers = database.GetColumnFamily("headers");
        Payloads = database.GetColumnFamily("payloads");
    }

    public ColumnFamilyHandle Headers { get; }

    public ColumnFamilyHandle Payloads { get; }

    /// <summary>Opens the database, or creates it in an empty folder.</summary>
    /// <exception cref="LogCorruptException">RocksDB found its files damaged.</exception>
    public static LogDatabase Open(string folder, string dataFolder)
    {
        var options = new DbOptions()
            .SetCreateIfMissing(true)
            .SetCreateMissingColumnFamilies(true)
            .SetParanoidChecks(true)
            .SetWalRecoveryMode(Recovery.TolerateCorruptedTailRecords)
            .SetMaxTotalWalSize(WalBytes)
            .SetMaxOpenFiles(256)
            .SetKeepLogFileNum(3)
            .SetStatsDumpPeriodSec(0)
            .SetBytesPerSync(TablePieceBytes);
        // A write-ahead log that was closed and then lost or shortened is noticed through the manifest.
        Native.Instance.rocksdb_options_set_track_and_verify_wals_in_manifest(options.Handle, 1);
        DeleteLittleByLittle(options);
        var families = new ColumnFamilies(Family(HeaderBufferBytes))
        {
            { "headers", Family(HeaderBufferBytes) },
            { "payloads", Family(PayloadBufferBytes) },
        };
        try
        {
            return new LogDatabase(RocksDb.Open(options, folder, families), folder);
        }
        catch (RocksDbException failure) when (IsCorruption(failure))
        {
            throw new LogCorruptException(dataFolder, $"RocksDB cannot open {folder}: {failure.Message.TrimEnd('.')}.", failure);
        }
        catch (RocksDbException failure)
        {
            throw new StorageFailedException($"Opening {folder}", failure.Message, failure);
        }
    }

    /// <summary>Writes the batch atomically; when it returns from a synced write, the batch is on disk.</summary>
    public void Write(WriteBatch batch, bool sync)
    {
        try
        {
            _database.Write(batch, sync ? _synced : _lazy);
        }
        catch (RocksDbException failure)
        {
            throw new StorageFailedException($"{(sync ? "Writing and syncing" : "Writing")} the log in {_folder}", failure.Message, failure);
        }
    }

    /// <summary>A value of the default family, or null.</summary>
    public byte[]? Get(ReadOnlySpan<byte> key)
    {
        try
        {
            return _database.Get(key);
        }
        catch (RocksDbException failure) when (IsCorruption(failure))
        {
            throw new LogCorruptException(_folder, $"RocksDB cannot read a record: {failure.Message.TrimEnd('.')}.", failure);
        }
        catch (RocksDbException failure)
        {
            throw new StorageFailedException($"Reading the log in {_folder}", failure.Message, failure);
        }
    }

    /// <summary>An iterator for a few records. Call <see cref="EndScan"/> when it is no longer valid.</summary>
    public Iterator Read(ColumnFamilyHandle family) => _database.NewIterator(family, _read);

    /// <summary>An iterator for all records of a family, which reads far ahead. Call <see cref="EndScan"/> when it is no longer valid.</summary>
    public Iterator Scan(ColumnFamilyHandle family) => _database.NewIterator(family, _scan);

    /// <summary>Tells the end of the family from a damaged block: an iterator stops at both alike.</summary>
    public void EndScan(Iterator iterator)
    {
        try
        {
            Native.Instance.rocksdb_iter_get_error(iterator.Handle);
        }
        catch (RocksDbException failure)
        {
            throw new LogCorruptException(_folder, $"RocksDB cannot read on: {failure.Message.TrimEnd('.')}.", failure);
        }
    }

    /// <summary>Gives back the space of whole files up to a key, included, which nobody reads any more. Level 0 keeps its files, up to four.</summary>
    public unsafe void DropFilesUpTo(byte[] key, ColumnFamilyHandle family)
    {
        var zero = new byte[key.Length];
        Native.Instance.rocksdb_delete_file_in_range_cf(_database.Handle, family.Handle, zero, (nuint)zero.Length, key, (nuint)key.Length);
    }

    /// <summary>Bytes of live table files and memtables, for the metric.</summary>
    public long SizeBytes() => PropertyOf("rocksdb.total-sst-files-size") + PropertyOf("rocksdb.cur-size-all-mem-tables");

    public void Dispose() => _database.Dispose();

    /// <summary>Files that nobody needs any more are deleted in the background, at <see cref="DeletedBytesPerSecond"/>.</summary>
    private static void DeleteLittleByLittle(DbOptions options)
    {
        var native = Native.Instance;
        var environment = native.rocksdb_create_default_env();
        var deletion = native.rocksdb_sst_file_manager_create(environment);
        native.rocksdb_sst_file_manager_set_delete_rate_bytes_per_second(deletion, DeletedBytesPerSecond);
        // However much of a log becomes garbage at once; RocksDB would hurry from a quarter on.
        native.rocksdb_sst_file_manager_set_max_trash_db_ratio(deletion, double.MaxValue);
        native.rocksdb_options_set_sst_file_manager(options.Handle, deletion);
        // The options share in what these handles own.
        native.rocksdb_sst_file_manager_destroy(deletion);
        native.rocksdb_env_destroy(environment);
    }

    private long PropertyOf(string name) =>
        new[] { Headers, Payloads }.Sum(family => long.TryParse(_database.GetProperty(name, family), out var bytes) ? bytes : 0);

    private static ColumnFamilyOptions Family(ulong bufferBytes) => new ColumnFamilyOptions()
        .SetWriteBufferSize(bufferBytes)
        .SetCompression(Compression.No)
        .SetBlockBasedTableFactory(new BlockBasedTableOptions().SetBlockSize(TableBlockBytes));

    private static bool IsCorruption(RocksDbException failure) => failure.Message.StartsWith("Corruption", StringComparison.Ordinal);
}
