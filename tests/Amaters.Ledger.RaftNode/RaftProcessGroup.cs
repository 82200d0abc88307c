using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Amaters.Ledger.RaftNode.Api;
using Amaters.Ledger.Replication;
using Amaters.Ledger.Replication.Peers;
using Amaters.Testing;
using Grpc.Core;

namespace Amaters.Ledger.RaftNode;

/// <summary>A group of processes on loopback with mutual TLS between them, in a temporary folder.</summary>
public sealed class RaftProcessGroup : IDisposable
{
    private static readonly TimeSpan HangLimit = TimeSpan.FromSeconds(60);

    private readonly Dictionary<ulong, RaftProcess> _running = [];
    private readonly Dictionary<ulong, (int Peer, int Client)> _ports;
    private readonly string[] _extraWords;

    /// <summary>Prepares folders, certificates and ports for nodes 1 … <paramref name="count"/>; the first three of them found the group.</summary>
    public RaftProcessGroup(int count = 3, params string[] extraWords)
    {
        Folder = Directory.CreateTempSubdirectory("amaters-group-").FullName;
        Group = new GroupId(new UInt128(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)), 1));
        _extraWords = extraWords;
        var ports = FreePorts.Take(2 * count);
        _ports = Enumerable.Range(0, count).ToDictionary(i => (ulong)i + 1, i => (ports[2 * i], ports[(2 * i) + 1]));
        DevelopmentCertificates.Write(CertificateFolder, Group, _ports.Keys, DateTimeOffset.UtcNow);
    }

    /// <summary>Holds everything; deleted at the end.</summary>
    public string Folder { get; }

    /// <summary>The group's id.</summary>
    public GroupId Group { get; }

    /// <summary>Where the certificates are.</summary>
    public string CertificateFolder => Path.Combine(Folder, "certificates");

    /// <summary>The nodes that are running.</summary>
    public IEnumerable<RaftProcess> Running => _running.Values;

    /// <summary>A running node.</summary>
    public RaftProcess this[ulong id] => _running[id];

    /// <summary>A node's data folder.</summary>
    public string DataFolder(ulong id) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"node-{id}"));

    /// <summary>A node's peer address.</summary>
    public Uri Address(ulong id) => new(string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{_ports[id].Peer}"));

    /// <summary>A node's client address.</summary>
    public Uri ClientAddress(ulong id) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_ports[id].Client}"));

    /// <summary>Starts a node and waits until it listens.</summary>
    public async Task<RaftProcess> StartAsync(ulong id, params string[] wrapper)
    {
        var process = Launch(id, wrapper);
        await process.Ready;
        return process;
    }

    /// <summary>Starts a node that perhaps never gets ready.</summary>
    public RaftProcess Launch(ulong id, params string[] wrapper)
    {
        var founders = string.Join(',', _ports.Keys.Where(node => node <= 3).Select(node => $"{node}@{Address(node)}"));
        string[] words =
        [
            "run", $"id={id}", $"folder={DataFolder(id)}", $"certificates={CertificateFolder}",
            string.Create(CultureInfo.InvariantCulture, $"port={_ports[id].Peer}"), string.Create(CultureInfo.InvariantCulture, $"client-port={_ports[id].Client}"),
            // A later node is told its members by the group.
            id <= 3 ? $"peers={founders}" : "peers=", .. _extraWords,
        ];
        var process = new RaftProcess(id, _ports[id].Client, words, wrapper);
        _running[id] = process;
        return process;
    }

    /// <summary>Starts the three founders.</summary>
    public Task StartFoundersAsync() => Task.WhenAll(StartAsync(1), StartAsync(2), StartAsync(3));

    /// <summary>Kills a node with SIGKILL.</summary>
    public async Task KillAsync(ulong id)
    {
        if (!_running.Remove(id, out var process))
            return;
        await process.KillAsync();
        process.Dispose();
    }

    /// <summary>Forgets a node that has ended by itself.</summary>
    public void Forget(ulong id)
    {
        if (_running.Remove(id, out var process))
            process.Dispose();
    }

    /// <summary>A node's status, or null if it does not answer.</summary>
    public async Task<StatusReply?> StatusAsync(ulong id)
    {
        try
        {
            return await this[id].Client.GetStatusAsync(new StatusRequest(), deadline: DateTime.UtcNow.AddSeconds(1));
        }
        catch (RpcException)
        {
            return null;
        }
    }

    /// <summary>Waits until a node leads that all of <paramref name="others"/> follow too.</summary>
    public async Task<RaftProcess> LeaderAsync(params ulong[] others)
    {
        RaftProcess? leader = null;
        await UntilAsync($"a leader that {string.Join(", ", others)} follow", async () =>
        {
            foreach (var id in _running.Keys.ToList())
            {
                if (await StatusAsync(id) is not { Role: "Leader" } status)
                    continue;
                var followers = await Task.WhenAll(others.Select(StatusAsync));
                if (followers.All(follower => follower is not null && follower.Leader == id && follower.Term == status.Term))
                    leader = this[id];
            }

            return leader is not null;
        });
        return leader!;
    }

    /// <summary>Waits until a node's status meets a condition.</summary>
    public async Task<StatusReply> UntilAsync(ulong id, string what, Func<StatusReply, bool> condition)
    {
        StatusReply? met = null;
        await UntilAsync($"node {id}: {what}", async () => await StatusAsync(id) is { } status && condition(met = status));
        return met!;
    }

    /// <summary>Waits until something holds. That it does not come about at all is told with everything that the nodes have said.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > HangLimit)
                throw new TimeoutException($"Still waiting for: {what}.\n{string.Concat(_running.Values.Select(node => $"── node {node.Id}\n{node.Output}\n"))}");
            await Task.Delay(20);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var process in _running.Values)
            process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
