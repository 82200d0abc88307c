using Amaters.Ledger.Audit;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Pipeline;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Reading;
using Amaters.Ledger.Replication;
using Amaters.Ledger.StateMachine;
using Amaters.Ledger.Storage;
using Microsoft.Extensions.Logging;

namespace Amaters.Ledger;

/// <summary>One node's ledger: the replicated log, the state, and the leader's duties. All that a node does but listen.</summary>
/// <remarks>
/// Thread-safe. The methods take and give the messages of <c>ledger/Protos</c>, so that a service is a delegation. When
/// <see cref="Completion"/> faults, the process must end with <see cref="ExitCode.Of"/>.
/// </remarks>
public sealed partial class LedgerReplica : IAsyncDisposable
{
    private readonly LedgerReplicaOptions _options;
    private readonly LedgerDatabase _database;
    private readonly LedgerStateMachine _machine;
    private readonly ProgressBoard _board;
    private readonly SubmissionDesk _submissions;
    private readonly ProofDesk _proofs;
    private readonly ReadBarrier _barrier;
    private readonly ShardReads _shardReads;
    private readonly LedgerReader _reader;
    private readonly HistoryExport _export;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _duties;

    private LedgerReplica(LedgerReplicaOptions options, LedgerDatabase database, ILoggerFactory loggers)
    {
        (_options, _database) = (options, database);
        _machine = new LedgerStateMachine(options.Genesis, options.VerifyingKey, database);
        _board = new ProgressBoard(_machine);
        Group = RaftGroup.Start(
            new RaftGroupOptions
            {
                Folder = Path.Combine(options.DataFolder, "raft"),
                Credentials = options.Credentials,
                Founders = options.Founders,
                RandomSeed = options.RandomSeed,
                Tick = options.Tick,
                SnapshotEveryEntries = options.SnapshotEveryEntries,
                KeepEntries = options.KeepEntries,
                MaxCommandBytes = options.Genesis.Facts.PayloadBytesMax + Entries.LedgerEntryCodec.OverheadByteCountMax,
                Peers = options.Peers,
            },
            _machine,
            options.Clock,
            loggers);
        var leases = new LeaseTable(options.Clock, options.LeaseTime);
        _submissions = new SubmissionDesk(Group, _machine, database, _board, options);
        _proofs = new ProofDesk(Group, _machine, leases, options);
        _barrier = new ReadBarrier(Group);
        _shardReads = new ShardReads(database.ShardCount);
        _reader = new LedgerReader(options.Genesis, database, _machine, _shardReads);
        _export = new HistoryExport(options.Genesis, options.VerifyingKey, options.CheckpointSigner, database, () => _machine.HeaderLog);
        var requests = new ProofRequests(Group, _machine, _board, leases, options, loggers.CreateLogger<LedgerReplica>());
        _duties = Task.WhenAll(
            new LeaderDuties(Group, _machine, _board, options).RunAsync(_stopping.Token),
            Task.Run(() => requests.RunAsync(_stopping.Token)));
    }

    /// <summary>The Raft group, for the peer service and its metrics.</summary>
    public RaftGroup Group { get; }

    /// <summary>Ends when the node has stopped; faults if it had to.</summary>
    public Task Completion => Group.Completion;

    /// <summary>How far the ledger has come on this node.</summary>
    public LedgerProgress Progress => _machine.Progress;

    /// <summary>The batches that wait for proofs on this node, oldest first.</summary>
    public IReadOnlyList<SealedBatch> SealedBatches => _machine.SealedBatches;

    /// <summary>Opens the node's data and joins the group.</summary>
    /// <exception cref="ArgumentException">The verifying key is not the one that the genesis document names.</exception>
    /// <exception cref="InvalidDataException">The node's state is damaged; the message says what to do.</exception>
    public static LedgerReplica Start(LedgerReplicaOptions options, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        var database = LedgerDatabase.Open(Path.Combine(options.DataFolder, "state"), options.Genesis.Facts.ShardCount);
        try
        {
            return new LedgerReplica(options, database, loggers);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Admits and commits a command; answers when it has come as far as asked.</summary>
    public Task<SubmitResponse> SubmitAsync(SubmitRequest request, CancellationToken cancellation) => _submissions.SubmitAsync(request, cancellation);

    /// <summary>Commits a change of a signing key.</summary>
    public Task<ChangeKeyResponse> ChangeKeyAsync(ChangeKeyRequest request, CancellationToken cancellation) => _submissions.ChangeKeyAsync(request, cancellation);

    /// <summary>Reads records, linearizably, each with its proof.</summary>
    public async Task<ReadResponse> ReadAsync(ReadRequest request, CancellationToken cancellation)
    {
        await _barrier.WaitAsync(cancellation).ConfigureAwait(false);
        return _reader.Read(request);
    }

    /// <summary>Reads a page of a collection, linearizably.</summary>
    public async Task<ScanResponse> ScanAsync(ScanRequest request, CancellationToken cancellation)
    {
        await _barrier.WaitAsync(cancellation).ConfigureAwait(false);
        return _reader.Scan(request);
    }

    /// <summary>Reads a page of a record's changes, linearizably.</summary>
    public async Task<HistoryResponse> HistoryAsync(HistoryRequest request, CancellationToken cancellation)
    {
        await _barrier.WaitAsync(cancellation).ConfigureAwait(false);
        return _reader.History(request);
    }

    /// <summary>Gives a worker a sealed batch under a lease; an empty answer when it needs no proof or another holds it.</summary>
    public FetchBatchResponse FetchBatch(FetchBatchRequest request)
    {
        RequireLeader();
        return _proofs.Fetch(request);
    }

    /// <summary>Keeps a lease.</summary>
    public RenewLeaseResponse RenewLease(RenewLeaseRequest request)
    {
        RequireLeader();
        return _proofs.Renew(request);
    }

    /// <summary>Takes a proof in.</summary>
    public Task<SubmitProofResponse> SubmitProofAsync(SubmitProofRequest request, CancellationToken cancellation)
    {
        RequireLeader();
        return _proofs.SubmitAsync(request, cancellation);
    }

    /// <summary>Leaves the group without handing leadership over, as a crash would; <see cref="DisposeAsync"/> then frees the rest.</summary>
    public Task AbandonAsync() => Group.AbandonAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _duties.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Group.DisposeAsync().ConfigureAwait(false);
        _database.Dispose();
        _stopping.Dispose();
    }

    private void RequireLeader()
    {
        var status = Group.Status;
        if (status.Role != RaftRole.Leader)
            throw new LedgerRefusedException(Refusal.NotLeader, "", "This node does not lead.", status.Leader.Value);
    }
}
