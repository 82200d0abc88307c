using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Storage;
using RocksDbSharp;
using Snapshot = Amaters.Ledger.Consensus.Snapshot;

namespace Amaters.Ledger.Replication.Storage;

/// <summary>A member's log, hard state and snapshot description in RocksDB: what the core reads, and what the host writes for it.</summary>
/// <remarks>
/// <para>Record bytes: <see cref="LogRecords"/>. Opening reads every entry's header and only the last block's payloads; a payload is
/// checked against its header whenever it is read. In memory: the runs of equal terms and a cache of the newest entries, bounded in bytes.</para>
/// <para>Not thread-safe: the loop of the Raft group owns it. A failure is an exception that ends the process:
/// <see cref="StorageFailedException"/> or <see cref="LogCorruptException"/>.</para>
/// </remarks>
public sealed partial class LogStore : IStorage, IDisposable
{
    private readonly LogStoreOptions _options;
    private readonly LogDatabase _database;
    private readonly AcknowledgedMark _mark;
    private readonly EntryCache _cache;
    private readonly TermRuns _terms = new();
    private readonly WriteBatch _batch = new();
    private readonly BlockWriter _blocks;
    private HardState _hardState;
    private Snapshot _snapshot = Consensus.Snapshot.Empty;
    private GroupConfiguration _configuration = GroupConfiguration.Empty;
    private ulong _compacted;
    private ulong _last;

    private LogStore(LogStoreOptions options, LogDatabase database, AcknowledgedMark mark)
    {
        _options = options;
        _database = database;
        _mark = mark;
        _blocks = new BlockWriter(database);
        _cache = new EntryCache(options.CacheBytes);
        _terms.Reset(0, 0);
    }

    /// <inheritdoc/>
    public LogIndex FirstIndex => new(_compacted + 1);

    /// <inheritdoc/>
    public LogIndex LastIndex => new(_last);

    /// <summary>True if nothing was ever stored: neither a log nor a term.</summary>
    public bool IsEmpty => _last == 0 && _hardState.IsEmpty;

    /// <summary>The stored term, vote and commit index.</summary>
    public HardState HardState => _hardState;

    /// <summary>Members and addresses as of the newest snapshot or configuration entry recorded.</summary>
    public GroupConfiguration Configuration => _configuration;

    /// <summary>The newest snapshot, or the empty one.</summary>
    public Snapshot LatestSnapshot => _snapshot;

    /// <summary>Bytes on disk and in RocksDB's buffers. May be called from any thread.</summary>
    public long SizeBytes => _database.SizeBytes();

    /// <inheritdoc/>
    public (HardState HardState, ConfState ConfState) InitialState() => (_hardState, _configuration.Members);

    /// <inheritdoc/>
    public LogRead Term(LogIndex index, out Term term)
    {
        term = default;
        if (index.Value < _compacted)
            return LogRead.Compacted;
        if (index.Value > _last)
            return LogRead.Unavailable;
        term = new Term(_terms.TermAt(index.Value));
        return LogRead.Found;
    }

    /// <inheritdoc/>
    /// <remarks>A node refuses a snapshot that does not know it, so one that a new member is missing from is not offered: a newer one is being made.</remarks>
    public LogRead Snapshot(out Snapshot snapshot)
    {
        snapshot = _snapshot;
        return _configuration.IsKnownTo(_snapshot.Metadata.ConfState) ? LogRead.Found : LogRead.Unavailable;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _batch.Dispose();
        _database.Dispose();
        _mark.Dispose();
    }

    private LogCorruptException Corrupt(string what) => new(_options.Folder, what);
}
