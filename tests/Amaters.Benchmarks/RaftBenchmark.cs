using System.Diagnostics;
using System.Security.Cryptography;
using Amaters.Ledger.RaftNode;
using Amaters.Ledger.RaftNode.Api;
using Amaters.Ledger.Replication;
using Google.Protobuf;
using Grpc.Net.Client;

namespace Amaters.Benchmarks;

/// <summary>
/// Committed entries per second of three processes on loopback with synced writes and mutual TLS, next to Debian's etcd with
/// the same: 1 KiB values, 64 and 512 clients in flight, the same load generator and the same machine, one group at a time.
/// </summary>
/// <remarks>
/// Two ways in: one gRPC call per put, which is also how etcd is asked and costs the load generator most; and one stream of
/// puts, which etcd's API does not offer: compare like with like by the first.
/// </remarks>
internal sealed class RaftBenchmark : IBenchmark
{
    private const int ValueByteCount = 1024, Connections = 4;
    private static readonly int[] ClientCounts = [64, 512];
    private static readonly ByteString Value = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(ValueByteCount));

    public string Name => "raft";

    public string Help => "three replicated processes with synced writes, next to three of etcd";

    public async Task RunAsync(string[] options)
    {
        using var install = Process.Start("bash", ["tests/install-etcd.sh"]);
        await install.WaitForExitAsync();
        if (install.ExitCode != 0)
            throw new InvalidOperationException("etcd could not be installed");
        Console.WriteLine($"raft: 3 processes on loopback, mutual TLS, synced writes, values of {ValueByteCount} bytes, {Environment.ProcessorCount} cores");
        var etcd = await MeasureEtcdAsync();
        var (calls, streams) = await MeasureOursAsync();
        for (var i = 0; i < ClientCounts.Length; i++)
        {
            Console.WriteLine($"{ClientCounts[i],4} clients  etcd           {etcd[i]}");
            Console.WriteLine($"              ours, calls    {calls[i]}   {calls[i].PerSecond / etcd[i].PerSecond:F2} × etcd");
            Console.WriteLine($"              ours, stream   {streams[i]}   {streams[i].PerSecond / etcd[i].PerSecond:F2} × etcd");
        }
    }

    private static async Task<List<LoadResult>> MeasureEtcdAsync()
    {
        using var group = new EtcdGroup();
        var leader = await group.LeaderAsync();
        var channels = Channels(leader);
        var clients = channels.ConvertAll(channel => new Etcd.KV.KVClient(channel));
        var results = new List<LoadResult>();
        foreach (var count in ClientCounts)
        {
            results.Add(await Load.MeasureAsync(count, async client =>
                await clients[client % Connections].PutAsync(new Etcd.PutRequest { Key = Key(client), Value = Value }), () => group.ProcessorTime));
        }

        channels.ForEach(channel => channel.Dispose());
        return results;
    }

    private static async Task<(List<LoadResult> Calls, List<LoadResult> Streams)> MeasureOursAsync()
    {
        using var group = new RaftProcessGroup();
        await group.StartFoundersAsync();
        var leader = await group.LeaderAsync(1, 2, 3);
        var channels = Channels(group.ClientAddress(leader.Id));
        var clients = channels.ConvertAll(channel => new Node.NodeClient(channel));
        List<LoadResult> calls = [], streams = [];
        foreach (var count in ClientCounts)
        {
            calls.Add(await Load.MeasureAsync(count, async client =>
            {
                var reply = await clients[client % Connections].PutAsync(new PutRequest { Key = Key(client), Value = Value });
                if (reply.Outcome != (uint)ProposalOutcome.Applied)
                    throw new InvalidOperationException($"a put ended as {(ProposalOutcome)reply.Outcome}");
            }, ProcessorTime));

            await using var stream = new PutStream(clients[0], count);
            streams.Add(await Load.MeasureAsync(count, client => stream.PutAsync(client, Key(client), Value), ProcessorTime));
        }

        channels.ForEach(channel => channel.Dispose());
        return (calls, streams);

        TimeSpan ProcessorTime() => group.Running.Aggregate(TimeSpan.Zero, (sum, node) => sum + node.ProcessorTime);
    }

    private static List<GrpcChannel> Channels(Uri address) => [.. Enumerable.Range(0, Connections).Select(_ => GrpcChannel.ForAddress(address))];

    private static ByteString Key(int client) => ByteString.CopyFromUtf8($"key-{client:D6}");
}
