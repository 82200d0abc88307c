using Amaters.EndToEnd.Tests.Cluster;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Protocol;
using Amaters.Testing;

namespace Amaters.EndToEnd.Tests;

/// <summary>An auditor's download from real nodes, one of which is killed while it sends.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class ExportTests(SharedCluster shared)
{
    /// <summary>What passes of the first node's answers: its first message of 64 KiB, and no second.</summary>
    private const int PassingByteCount = 72 << 10;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bundle_whose_node_is_killed_while_it_sends_is_the_one_that_another_node_sends_alone()
    {
        var cluster = await shared.StartAsync();
        var leader = await cluster.LeaderAsync();
        var (victim, other) = (LedgerCluster.NodeIds.First(id => id != leader), LedgerCluster.NodeIds.Last(id => id != leader));
        var (batchCount, expected) = await HistoryLongerThanAsync(cluster, other, PassingByteCount + (8 << 10));

        using var relay = new MeteredRelay(cluster.ClientAddress(victim));
        using var keys = ClientKeys.Generate();
        using var client = await LedgerClient.ConnectAsync(cluster.ClientOptions with { Nodes = [relay.Address, cluster.ClientAddress(other)] }, keys, Stop);
        using var bundle = new MemoryStream();
        var some = new FirstReport();
        relay.Limit(PassingByteCount);
        var exporting = client.ExportBundleAsync(1, batchCount, bundle, some, Stop);
        // Some is written, the node is at sending more, and the end cannot have come.
        await Task.WhenAll(relay.Spent, some.Arrived).WaitAsync(TimeSpan.FromMinutes(2), Stop);
        Assert.False(exporting.IsCompleted);
        Assert.InRange(await some.Arrived, 1, PassingByteCount);
        await cluster.KillNodeAsync(victim);
        relay.Cut();

        await exporting;
        Assert.Equal(expected, bundle.ToArray());
        var (exitCode, report) = await VerifyProgram.JudgeAsync("bundle", bundle.ToArray(), $"{cluster.Genesis.LedgerId}", "--replay");
        Assert.True(exitCode == 0, report.ToJsonString());
        Assert.Equal(batchCount, report["batches"]!.GetValue<ulong>());
    }

    /// <summary>Lets the ledger grow until its bundle is longer than so many bytes, and has one node send it.</summary>
    private static async Task<(ulong BatchCount, byte[] Bundle)> HistoryLongerThanAsync(LedgerCluster cluster, ulong node, int byteCount)
    {
        using var writer = await Client.ConnectAsync(cluster);
        using var keys = ClientKeys.Generate();
        using var auditor = await LedgerClient.ConnectAsync(cluster.ClientOptions with { Nodes = [cluster.ClientAddress(node)] }, keys, Stop);
        while (true)
        {
            await writer.PutAsync(20, WaitStage.Committed);
            var batchCount = await cluster.QuiesceAsync();
            using var bundle = new MemoryStream();
            await auditor.ExportBundleAsync(1, batchCount, bundle, progress: null, Stop);
            if (bundle.Length > byteCount)
                return (batchCount, bundle.ToArray());
        }
    }

    /// <summary>The number of bytes that were written first.</summary>
    private sealed class FirstReport : IProgress<long>
    {
        private readonly TaskCompletionSource<long> _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<long> Arrived => _arrived.Task;

        public void Report(long value) => _arrived.TrySetResult(value);
    }
}
