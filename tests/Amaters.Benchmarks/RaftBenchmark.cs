using System.Diagnostics;
using System.Security.Cryptography;
using Amaters.Ledger.RaftNode;
using Google.Protobuf;
using Grpc.Net.Client;

namespace Amaters.Benchmarks;

/// <summary>
/// Committed entries per second of three processes on loopback with synced writes and mutual TLS between them, next to Debian's
/// etcd with the same: 1 KiB values, 64 and 512 clients in flight, the same machine.
/// </summary>
/// <remarks>
/// <para>Two ways in. Calls: one gRPC call per put over four connections, sent to both by h2load; these rows compare like with like.
/// Stream: as many callers of one process, whose puts share a stream that etcd's API does not offer.</para>
/// <para>Both groups are up, and each way is loaded for some seconds in turn, for the speed of a machine drifts: a ratio is that of
/// neighbours in time. The group that is not asked costs what its heartbeats cost.</para>
/// </remarks>
internal sealed class RaftBenchmark : IBenchmark
{
    private const int ValueByteCount = 1024;

    /// <summary>Each way is measured so often with each number of clients.</summary>
    private const int TurnCount = 5;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2), Settling = TimeSpan.FromSeconds(1), Measured = TimeSpan.FromSeconds(3);

    /// <summary>Rounds of warm-up at first: .NET compiles what is used much once more, which takes a busy machine half a minute.</summary>
    private const int FewestRounds = 10, MostRounds = 30;
    private static readonly int[] ClientCounts = [64, 512];
    private static readonly ByteString Key = ByteString.CopyFromUtf8("key-000001"), Value = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(ValueByteCount));

    public string Name => "raft";

    public string Help => "three replicated processes with synced writes, next to three of etcd";

    public async Task RunAsync(string[] options)
    {
        using var install = Process.Start("bash", ["tests/install-etcd.sh"]);
        await install.WaitForExitAsync();
        if (install.ExitCode != 0)
            throw new InvalidOperationException("etcd and h2load could not be installed");
        Console.WriteLine($"raft: 3 processes on loopback, mutual TLS between them, synced writes, values of {ValueByteCount} bytes, {Environment.ProcessorCount} cores");
        using var peer = new EtcdGroup();
        var peerLeader = await peer.LeaderAsync();
        using var channel = GrpcChannel.ForAddress(peerLeader);
        using var group = new RaftProcessGroup();
        await group.StartFoundersAsync();
        var leader = await group.LeaderAsync(1, 2, 3);
        Way[] ways =
        [
            new("etcd, calls", await EtcdCallsAsync(peer, peerLeader, new Etcd.KV.KVClient(channel))),
            new("ours, calls", await OurCallsAsync(group, leader)),
            new("ours, stream", await OurStreamAsync(group, leader)),
        ];
        foreach (var clients in ClientCounts)
        {
            var results = ways.Select(_ => new List<LoadResult>()).ToArray();
            for (var turn = 0; turn < TurnCount; turn++)
            {
                for (var i = 0; i < ways.Length; i++)
                    results[i].Add(await ways[i].Measure(clients, Settling, Measured));
            }

            for (var i = 0; i < ways.Length; i++)
            {
                var ratios = results[i].Zip(results[0], (ours, etcd) => ours.PerSecond / etcd.PerSecond).Order().ToList();
                var ratio = i == 0 ? "" : $"   {ratios[TurnCount / 2]:F2} × etcd ({ratios[0]:F2} to {ratios[^1]:F2})";
                Console.WriteLine($"{(i == 0 ? $"{clients,4} clients" : ""),-12}  {ways[i].Name,-12}  {results[i].OrderBy(result => result.PerSecond).ElementAt(TurnCount / 2)}{ratio}");
            }
        }
    }

    private static async Task<Measure> EtcdCallsAsync(EtcdGroup group, Uri leader, Etcd.KV.KVClient client)
    {
        var put = new Etcd.PutRequest { Key = Key, Value = Value };
        return await WarmCallsAsync((clients, time) => H2Load.MeasureAsync(
            leader, "/etcdserverpb.KV/Put", put, clients, time, () => group.ProcessorTime, async () => (await client.PutAsync(put)).Header.Revision));
    }

    private static async Task<Measure> OurCallsAsync(RaftProcessGroup group, RaftProcess leader)
    {
        var put = RaftProcess.Put(Key.Span, Value.Span);
        return await WarmCallsAsync((clients, time) => H2Load.MeasureAsync(
            group.ClientAddress(leader.Id), "/amaters.raftnode.Node/Put", put, clients, time, () => ProcessorTime(group), async () => (long)(await group.StatusAsync(leader.Id))!.Applied));
    }

    private static async Task<Measure> OurStreamAsync(RaftProcessGroup group, RaftProcess leader)
    {
        foreach (var clients in ClientCounts)
            await MeasureAsync(clients, WarmUp, WarmUp);
        return MeasureAsync;

        async Task<LoadResult> MeasureAsync(int clients, TimeSpan settling, TimeSpan time)
        {
            var put = RaftProcess.Put(Key.Span, Value.Span);
            await using var stream = new PutStream(leader.Client, clients);
            return await Load.MeasureAsync(clients, client => stream.PutAsync(client, put), settling, time, () => ProcessorTime(group));
        }
    }

    /// <summary>Calls until the servers no longer get cheaper.</summary>
    private static async Task<Measure> WarmCallsAsync(Func<int, TimeSpan, Task<LoadResult>> call)
    {
        var cheapest = double.MaxValue;
        for (var round = 0; round < MostRounds; round++)
        {
            var cost = (await call(ClientCounts[^1], WarmUp)).ServerMicroseconds;
            if (round >= FewestRounds && cost > 0.95 * cheapest)
                break;
            cheapest = Math.Min(cheapest, cost);
        }

        return async (clients, settling, time) =>
        {
            await call(clients, settling);
            return await call(clients, time);
        };
    }

    private static TimeSpan ProcessorTime(RaftProcessGroup group) => group.Running.Aggregate(TimeSpan.Zero, (sum, node) => sum + node.ProcessorTime);

    /// <summary>Loads a group with so many clients, first unmeasured, then measured.</summary>
    private delegate Task<LoadResult> Measure(int clients, TimeSpan settling, TimeSpan time);

    private sealed record Way(string Name, Measure Measure);
}
