using System.Diagnostics;
using System.Security.Cryptography;
using Amaters.Ledger.RaftNode;
using Amaters.Ledger.RaftNode.Api;
using Google.Protobuf;
using Grpc.Net.Client;

namespace Amaters.Benchmarks;

/// <summary>
/// Committed entries per second of three processes on loopback with synced writes and mutual TLS between them, next to Debian's
/// etcd with the same: 1 KiB values, 64 and 512 clients in flight, the same load generator, the same machine, one group at a time.
/// </summary>
/// <remarks>
/// Two ways in. Calls: one gRPC call per put over four connections, sent to both by h2load; these rows compare like with like.
/// Stream: as many callers of one process, whose puts share a stream that etcd's API does not offer.
/// </remarks>
internal sealed class RaftBenchmark : IBenchmark
{
    private const int ValueByteCount = 1024;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2), Measured = TimeSpan.FromSeconds(6);

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
        var etcd = await MeasureEtcdAsync();
        var (calls, streams) = await MeasureOursAsync();
        for (var i = 0; i < ClientCounts.Length; i++)
        {
            Console.WriteLine($"{ClientCounts[i],4} clients  etcd, calls    {etcd[i]}");
            Console.WriteLine($"              ours, calls    {calls[i]}   {calls[i].PerSecond / etcd[i].PerSecond:F2} × etcd");
            Console.WriteLine($"              ours, stream   {streams[i]}   {streams[i].PerSecond / etcd[i].PerSecond:F2} × etcd");
        }
    }

    private static async Task<List<LoadResult>> MeasureEtcdAsync()
    {
        using var group = new EtcdGroup();
        var leader = await group.LeaderAsync();
        using var channel = GrpcChannel.ForAddress(leader);
        var client = new Etcd.KV.KVClient(channel);
        var put = new Etcd.PutRequest { Key = Key, Value = Value };
        return await CallAsync(leader, "/etcdserverpb.KV/Put", put, () => group.ProcessorTime, async () => (await client.PutAsync(put)).Header.Revision);
    }

    private static async Task<(List<LoadResult> Calls, List<LoadResult> Streams)> MeasureOursAsync()
    {
        using var group = new RaftProcessGroup();
        await group.StartFoundersAsync();
        var leader = await group.LeaderAsync(1, 2, 3);
        var calls = await CallAsync(
            group.ClientAddress(leader.Id), "/amaters.raftnode.Node/Put", new PutRequest { Key = Key, Value = Value }, ProcessorTime, async () => (long)(await group.StatusAsync(leader.Id))!.Applied);
        List<LoadResult> streams = [];
        foreach (var count in ClientCounts)
        {
            await using var stream = new PutStream(leader.Client, count);
            streams.Add(await Load.MeasureAsync(count, client => stream.PutAsync(client, Key, Value), ProcessorTime));
        }

        return (calls, streams);

        TimeSpan ProcessorTime() => group.Running.Aggregate(TimeSpan.Zero, (sum, node) => sum + node.ProcessorTime);
    }

    private static async Task<List<LoadResult>> CallAsync(Uri leader, string method, IMessage put, Func<TimeSpan> processorTime, Func<Task<long>> committed)
    {
        // Until the servers no longer get cheaper.
        var cheapest = double.MaxValue;
        for (var round = 0; round < MostRounds; round++)
        {
            var cost = (await H2Load.MeasureAsync(leader, method, put, ClientCounts[^1], WarmUp, processorTime, committed)).ServerMicroseconds;
            if (round >= FewestRounds && cost > 0.95 * cheapest)
                break;
            cheapest = Math.Min(cheapest, cost);
        }

        List<LoadResult> results = [];
        foreach (var count in ClientCounts)
        {
            await H2Load.MeasureAsync(leader, method, put, count, WarmUp, processorTime, committed);
            results.Add(await H2Load.MeasureAsync(leader, method, put, count, Measured, processorTime, committed));
        }

        return results;
    }
}
