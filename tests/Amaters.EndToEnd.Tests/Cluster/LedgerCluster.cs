using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Protocol;
using Amaters.Testing;
using Amaters.Verifier.Genesis;

namespace Amaters.EndToEnd.Tests.Cluster;

/// <summary>The real parts, each a process of its own: three nodes, two workers, a PostgreSQL server; TLS everywhere.</summary>
/// <remarks>Founded by <c>amaters-node genesis trial</c>, as an operator would; ports come from the environment. Disposing deletes everything.</remarks>
public sealed class LedgerCluster : IDisposable
{
    /// <summary>The names under which the workers take leases.</summary>
    public static readonly IReadOnlyList<string> WorkerNames = ["worker-a", "worker-b"];

    internal static readonly IReadOnlyList<ulong> NodeIds = [1, 2, 3];
    internal const string AdminToken = "the-admin-token-of-the-end-to-end-tests";
    internal const string ProvingToken = "the-proving-token-of-the-end-to-end-tests";

    private const int TailLineCount = 25;
    private const int TailLineLength = 300;
    private static readonly TimeSpan HangLimit = TimeSpan.FromMinutes(4);
    private static readonly string NodeProgram = ChildProcess.Built("Amaters.Ledger.Node", "amaters-node");
    private static readonly string WorkerProgram = ChildProcess.Built("Amaters.Prover.Worker", "amaters-worker");

    private readonly string _root = Directory.CreateTempSubdirectory("amaters-cluster-").FullName;
    private readonly IReadOnlyDictionary<ulong, NodePorts> _ports = NodePorts.Free(NodeIds);
    private readonly Dictionary<ulong, ChildProcess> _nodes = [];
    private readonly Dictionary<string, ChildProcess> _workers = [];
    private readonly Dictionary<ulong, NodeConnection> _connections = [];
    private readonly List<string> _pastOutput = [];

    private LedgerCluster(PostgresServer postgres) => Postgres = postgres;

    internal PostgresServer Postgres { get; }

    internal GenesisDocument Genesis { get; private set; } = null!;

    internal string QueueDatabase => Postgres.ConnectionString("queue");

    internal string ArchiveDatabase => Postgres.ConnectionString("archive");

    internal IReadOnlyCollection<ulong> RunningNodes => _nodes.Keys;

    private string Folder => Path.Combine(_root, "ledger");

    /// <summary>Founds a ledger with a circuit of this shape (<c>K,DEPTH</c>); nothing of it runs yet but PostgreSQL.</summary>
    internal static async Task<LedgerCluster> FoundAsync(string shape)
    {
        var cluster = new LedgerCluster(await PostgresServer.StartNewAsync());
        try
        {
            await cluster.CreateDatabasesAsync();
            await cluster.FoundLedgerAsync(shape);
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>Starts whatever does not run and waits until every node follows one leader.</summary>
    internal async Task StartEverythingAsync()
    {
        NodeIds.Where(id => !_nodes.ContainsKey(id)).ToList().ForEach(StartNode);
        WorkerNames.Where(name => !_workers.ContainsKey(name)).ToList().ForEach(StartWorker);
        await LeaderAsync();
    }

    internal NodeConnection Node(ulong id) => _connections[id];

    internal Uri ClientAddress(ulong id) => _ports[id].ClientAddress;

    internal Uri StatusAddress(ulong id) => _ports[id].StatusAddress;

    internal string StateFolder(ulong id) => Path.Combine(Folder, $"node-{id}", "state");

    internal string PathOf(string file) => Path.Combine(Folder, file);

    internal void StartNode(ulong id)
    {
        var environment = NodePorts.Environment(_ports, id);
        environment["AMATERS__PROVING__TOKEN"] = ProvingToken;
        environment["AMATERS__TIMING__TICK_MS"] = "50";
        environment["AMATERS__TIMING__SEAL_DELAY_MS"] = "50";
        _nodes[id] = ChildProcess.Start(NodeProgram, ["run", "--config", PathOf($"node-{id}.toml")], environment);
    }

    internal Task KillNodeAsync(ulong id) => KillAsync(_nodes, id);

    internal void StartWorker(string name) =>
        _workers[name] = ChildProcess.Start(
            WorkerProgram,
            ["--queue", QueueDatabase, "--key", PathOf("proving-key.zkey"), "--ca", PathOf("authority.pem"), "--name", name, .. NodeIds.SelectMany(id => new[] { "--node", ClientAddress(id).OriginalString })],
            new Dictionary<string, string> { ["AMATERS_PROVING_TOKEN"] = ProvingToken });

    internal Task KillWorkerAsync(string name) => KillAsync(_workers, name);

    internal ChildProcess Worker(string name) => _workers[name];

    internal async Task KillAllWorkersAsync()
    {
        foreach (var name in _workers.Keys.ToList())
            await KillWorkerAsync(name);
    }

    /// <summary>Both databases, empty, whatever was in them before.</summary>
    internal async Task CreateDatabasesAsync()
    {
        foreach (var name in new[] { "queue", "archive" })
        {
            await Sql.ExecuteAsync(Postgres.ConnectionString("postgres"), $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            await Sql.ExecuteAsync(Postgres.ConnectionString("postgres"), $"CREATE DATABASE {name}");
        }
    }

    /// <summary>Waits until all running nodes follow one leader, and names it.</summary>
    internal async Task<ulong> LeaderAsync()
    {
        ulong leader = 0;
        await UntilAsync("one leader that all running nodes follow", async () =>
        {
            var statuses = await StatusesAsync();
            leader = statuses[0]?.LeaderId ?? 0;
            return leader != 0 && _nodes.ContainsKey(leader) && statuses.All(status => status?.LeaderId == leader);
        });
        return leader;
    }

    /// <summary>Waits until all that is committed is applied, on every running node.</summary>
    /// <returns>The number of applied batches.</returns>
    internal async Task<ulong> QuiesceAsync()
    {
        ulong batches = 0;
        await UntilAsync("everything applied on all running nodes", async () =>
        {
            var statuses = await StatusesAsync();
            if (statuses.Any(status => status is null) || statuses.DistinctBy(status => status!.AppliedIndex).Count() > 1)
                return false;
            batches = statuses[0]!.Watermarks.AppliedBatch;
            return statuses.All(status => status!.Watermarks.Applied == status.Watermarks.Committed && status.AppliedIndex == status.CommitIndex);
        });
        return batches;
    }

    /// <summary>Waits until all running nodes have applied the same log entries, whatever is proven.</summary>
    internal Task QuiesceIndexAsync() => UntilAsync("all running nodes at one index", async () =>
    {
        var statuses = await StatusesAsync();
        return statuses.All(status => status is not null && status.AppliedIndex == status.CommitIndex) && statuses.DistinctBy(status => status!.AppliedIndex).Count() == 1;
    });

    internal LedgerClientOptions ClientOptions => new()
    {
        Nodes = [.. _ports.Values.Select(ports => ports.ClientAddress)],
        LedgerId = Genesis.LedgerId,
        Authorities = [X509CertificateLoader.LoadCertificateFromFile(PathOf("authority.pem"))],
        AttemptDeadline = TimeSpan.FromSeconds(10),
    };

    /// <summary>A client of the SDK whose key is registered.</summary>
    internal async Task<LedgerClient> ConnectAsync(ClientKeys keys, string label)
    {
        var client = await LedgerClient.ConnectAsync(ClientOptions, keys, TestContext.Current.CancellationToken);
        Assert.Equal(ResultCode.Ok, await client.RegisterAsync(label, TestContext.Current.CancellationToken));
        return client;
    }

    /// <summary>What a node tells Prometheus.</summary>
    internal async Task<string> MetricsAsync(ulong id)
    {
        using var prometheus = new HttpClient { BaseAddress = StatusAddress(id) };
        return await prometheus.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until something holds. That it does not come about at all is told with what the processes have said.</summary>
    internal async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > HangLimit)
                throw new TimeoutException($"Still waiting for: {what}.\n{Said()}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The last lines of every process, those that were killed included.</summary>
    internal string Said()
    {
        var running = _nodes.Select(node => Tail($"node {node.Key}", node.Value)).Concat(_workers.Select(worker => Tail(worker.Key, worker.Value)));
        return string.Join('\n', _pastOutput.Concat(running));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var process in _nodes.Values.Concat(_workers.Values))
            process.Dispose();
        foreach (var connection in _connections.Values)
            connection.Dispose();
        Postgres.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private async Task FoundLedgerAsync(string shape)
    {
        var (exitCode, output) = await ChildProcess.RunAsync(
            NodeProgram, "genesis", "trial", "--out", Folder, "--shape", shape, "--queue", QueueDatabase, "--archive", ArchiveDatabase, "--admin-token", AdminToken);
        Assert.True(exitCode == 0, output);
        Assert.True(GenesisEncoding.TryDecode(File.ReadAllBytes(PathOf("genesis.json")), out var genesis, out _));
        Genesis = genesis!;
        var authority = X509CertificateLoader.LoadCertificateFromFile(PathOf("authority.pem"));
        foreach (var (id, ports) in _ports)
            _connections[id] = new NodeConnection(ports.ClientAddress, authority, AdminToken);
    }

    private async Task<GetStatusResponse?[]> StatusesAsync() => await Task.WhenAll(_nodes.Keys.Select(id => _connections[id].StatusAsync()));

    private async Task KillAsync<TKey>(Dictionary<TKey, ChildProcess> processes, TKey key)
        where TKey : notnull
    {
        if (!processes.Remove(key, out var process))
            return;
        Assert.True(process.IsRunning, $"{key} had ended by itself:\n{process.Output}");
        await process.KillAsync();
        _pastOutput.Add(Tail($"{key}, killed", process));
        process.Dispose();
    }

    private static string Tail(string name, ChildProcess process)
    {
        var lines = process.Output.Split('\n');
        return $"── {name}{(process.IsRunning ? "" : ", not running")}\n{string.Join('\n', lines.TakeLast(TailLineCount).Select(line => line[..Math.Min(line.Length, TailLineLength)]))}";
    }
}
