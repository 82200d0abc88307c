using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Node.Configuration;
using Amaters.Ledger.Node.Hosting;
using Amaters.Ledger.Node.Proving;
using Amaters.Ledger.Node.Services;
using Amaters.Ledger.Replication.Peers;
using Amaters.Prover.Queue;
using Amaters.Verifier.Genesis;
using Hangfire;

namespace Amaters.Ledger.Node.Embedded;

/// <summary>Three nodes and a worker in one process: real sockets, real TLS, real Raft, on loopback.</summary>
internal sealed class EmbeddedLedger : IAsyncDisposable
{
    /// <summary>Nodes that run.</summary>
    public const int NodeCount = 3;

    private const string WorkerName = "embedded";

    private readonly ConcurrentDictionary<ulong, LedgerNodeHost> _running = [];
    private readonly ImmutableSortedDictionary<ulong, PortPlan> _ports;
    private readonly JobStorage _queue = ProofQueueStorage.InMemory();
    private readonly HostedWorker _worker;
    private readonly ILoggerFactory _loggers;

    private EmbeddedLedger(TrialFolder files, GenesisDocument genesis, HostedWorker worker, ImmutableSortedDictionary<ulong, PortPlan> ports, ILoggerFactory loggers)
    {
        (Files, Genesis, _worker, _ports, _loggers) = (files, genesis, worker, ports, loggers);
    }

    /// <summary>Where everything is stored.</summary>
    public TrialFolder Files { get; }

    /// <summary>The ledger.</summary>
    public GenesisDocument Genesis { get; }

    /// <summary>The nodes that run, in order of their ids.</summary>
    public IEnumerable<LedgerNodeHost> Running => _running.Values.OrderBy(node => node.Setup.NodeId);

    /// <summary>Where clients reach the nodes, running or not.</summary>
    public IReadOnlyList<Uri> ClientAddresses => [.. _ports.Values.Select(ports => ports.ClientAddress)];

    /// <summary>Where browsers reach the nodes' status pages.</summary>
    public IReadOnlyList<Uri> StatusAddresses => [.. _ports.Values.Select(ports => ports.StatusAddress)];

    /// <summary>How long the worker took for each of its proofs.</summary>
    public IReadOnlyCollection<TimeSpan> ProvingTimes => _worker.ProvingTimes;

    /// <summary>Faults as soon as one of the running nodes does.</summary>
    public async Task FailureAsync()
    {
        var ended = await Task.WhenAny(_running.Values.Select(node => node.Completion)).ConfigureAwait(false);
        await ended.ConfigureAwait(false);
    }

    /// <summary>The queue that the nodes put batches into, for workers beside the embedded one.</summary>
    public JobStorage Queue => _queue;

    /// <summary>Founds a ledger in the folder, or opens the one that is there, and starts nodes and worker.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="provingKey">A sealed proving key of a batch circuit.</param>
    /// <param name="ports">Where to listen.</param>
    /// <param name="loggers">Where logs go; the caller's.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidDataException">The folder's ledger was founded with another key.</exception>
    public static async Task<EmbeddedLedger> StartAsync(
        string folder, string provingKey, ImmutableSortedDictionary<ulong, PortPlan> ports, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var ledger = await StartNodesAsync(folder, provingKey, ports, loggers, cancellation).ConfigureAwait(false);
        ledger._worker.Start(ledger._queue, ledger.Replicas, WorkerName);
        return ledger;
    }

    /// <summary>The same without the worker: batches wait in <see cref="Queue"/>.</summary>
    public static async Task<EmbeddedLedger> StartNodesAsync(
        string folder, string provingKey, ImmutableSortedDictionary<ulong, PortPlan> ports, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var files = new TrialFolder(folder);
        var worker = HostedWorker.Open(provingKey);
        var genesis = files.ReadGenesis() ?? TrialFounding.Found(files, "embedded", NodeCount, worker.Prover.VerifyingKey, ["localhost", "127.0.0.1", "::1"], DateTimeOffset.UtcNow);
        var ledger = new EmbeddedLedger(files, genesis, worker, ports, loggers);
        try
        {
            if (!worker.Prover.VerifyingKeyDigest.Span.SequenceEqual(genesis.Facts.VerifyingKeyDigest.AsSpan()))
                throw new InvalidDataException($"The ledger in {folder} was founded with another proving key than {provingKey}. Give that key, or start with another folder (--data).");
            await Task.WhenAll(ports.Keys.Select(nodeId => ledger.StartNodeAsync(nodeId, cancellation))).ConfigureAwait(false);
            return ledger;
        }
        catch
        {
            await ledger.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts a node that does not run.</summary>
    public async Task StartNodeAsync(ulong nodeId, CancellationToken cancellation) =>
        _running[nodeId] = await LedgerNodeHost.StartAsync(Setup(nodeId), _loggers, cancellation).ConfigureAwait(false);

    /// <summary>Takes a node away without warning: the others see what they would see of a crash.</summary>
    public async Task KillNodeAsync(ulong nodeId)
    {
        if (_running.TryRemove(nodeId, out var node))
            await node.AbandonAsync().ConfigureAwait(false);
    }

    /// <summary>Waits until a running node leads and returns it.</summary>
    public async Task<LedgerNodeHost> LeaderAsync(CancellationToken cancellation)
    {
        using var found = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var waits = Running.Select(async node =>
        {
            await node.Replica.Group.WaitForAsync(status => status.Role == RaftRole.Leader, found.Token).ConfigureAwait(false);
            return node;
        });
        var leader = await Task.WhenAny(waits).ConfigureAwait(false);
        await found.CancelAsync().ConfigureAwait(false);
        return await leader.ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _worker.Dispose();
        // One after the other, or the last ones could find nobody to hand leadership to and wait for it.
        foreach (var node in Running)
            await node.DisposeAsync().ConfigureAwait(false);
        _running.Clear();
    }

    /// <summary>The replicas that run, for a worker in this process.</summary>
    public IEnumerable<LedgerReplica> Replicas() => Running.Select(node => node.Replica);

    private NodeSetup Setup(ulong nodeId)
    {
        var ports = _ports[nodeId];
        return new NodeSetup
        {
            Replica = new LedgerReplicaOptions
            {
                Genesis = Genesis,
                VerifyingKey = _worker.Prover.VerifyingKey,
                DataFolder = Files.Data(nodeId),
                Credentials = PeerCredentials.Load(Files.PeerCertificates, nodeId),
                Founders = _ports.ToImmutableSortedDictionary(node => node.Key, node => node.Value.PeerAddress),
                ClientAddresses = _ports.ToImmutableSortedDictionary(node => node.Key, node => node.Value.ClientAddress),
                CheckpointSigner = CheckpointKeyFile.Read(Files.CheckpointKey(nodeId)),
                ProofRequester = new QueueProofRequester(new ProofQueueClient(_queue)),
                RandomSeed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))),
            },
            ClientEndpoint = new IPEndPoint(IPAddress.Loopback, ports.Clients),
            PeerEndpoint = new IPEndPoint(IPAddress.Loopback, ports.Peers),
            StatusEndpoint = new IPEndPoint(IPAddress.Loopback, ports.Status),
            ClientCertificate = ServerCertificates.Read(Files),
            Queue = _queue,
            Admin = new AccessPolicy(new AccessOptions(), AccessPolicy.Default.Loopback),
            Proving = new AccessPolicy(new AccessOptions(), AccessPolicy.Default.Everybody),
        };
    }
}
