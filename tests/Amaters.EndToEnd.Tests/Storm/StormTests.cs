using Amaters.EndToEnd.Tests.Cluster;
using Amaters.Ledger.Protocol;
using Amaters.Testing;

namespace Amaters.EndToEnd.Tests.Storm;

/// <summary>Load, and everything killed in turn at random moments. Afterwards the whole history is judged, by several judges.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class StormTests
{
    private const int ClientCount = 4;

    /// <summary>So few positions, 64, that some of the clients' 24 records meet at one.</summary>
    private const string Shape = "2,2";

    /// <summary>Each seed is another order of faults, other victims, other moments and another load; a failing one is named in the test's name.</summary>
    [Theory]
    [InlineData(1)]
    public async Task Whatever_is_killed_every_acknowledged_command_is_applied_exactly_once(int seed)
    {
        using var cluster = await LedgerCluster.FoundAsync(Shape);
        await cluster.StartEverythingAsync();
        var random = new Random(seed);
        using var load = await Load.StartAsync(cluster, ClientCount, seed);
        var faults = Enum.GetValues<Fault>().Concat(Enum.GetValues<Fault>()).ToArray();
        random.Shuffle(faults);
        foreach (var fault in faults)
        {
            await load.ProgressAsync(random.Next(10, 40));
            await StrikeAsync(cluster, load, fault, random);
        }

        await load.ProgressAsync(20);
        TestContext.Current.TestOutputHelper?.WriteLine($"{DateTime.UtcNow:HH:mm:ss.f} {load.AcknowledgedCount} acknowledged, the storm is over");
        await load.StopAsync();
        var batchCount = await cluster.QuiesceAsync();

        TestContext.Current.TestOutputHelper?.WriteLine($"{DateTime.UtcNow:HH:mm:ss.f} {load.AcknowledgedCount} acknowledged of {load.Attempts.Count}, {batchCount} batches applied");
        var batches = await Task.WhenAll(LedgerCluster.NodeIds.Select(id => cluster.Node(id).BatchesAsync(batchCount)));
        Assert.All(batches[1..], others => Assert.Equal(batches[0], others));
        var history = batches[0].SelectMany(batch => batch.Commands).ToList();
        var oracle = new HistoryOracle(cluster.Genesis.Facts.Shape.TreeDepth);
        oracle.Judge(history, load.Attempts);
        TestContext.Current.TestOutputHelper?.WriteLine($"{history.Count(command => command.Result == ResultCode.KeyCollision)} commands met another key at their position");
        await load.CompareStateAsync(oracle);
        await JudgeBundleAsync(cluster, load, batchCount);
        await JudgeReceiptsAsync(cluster, load);
        await AssertReplicasAreIdenticalAsync(cluster);
    }

    /// <summary>Kills one part, lets the load meet its absence, and starts it again.</summary>
    private static async Task StrikeAsync(LedgerCluster cluster, Load load, Fault fault, Random random)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{DateTime.UtcNow:HH:mm:ss.f} {load.AcknowledgedCount} acknowledged, {fault} is killed");
        var leader = await cluster.LeaderAsync();
        var followers = LedgerCluster.NodeIds.Where(id => id != leader).ToList();
        var pause = random.Next(100, 1500);
        switch (fault)
        {
            case Fault.Leader or Fault.Follower:
                var victim = fault == Fault.Leader ? leader : followers[random.Next(followers.Count)];
                await cluster.KillNodeAsync(victim);
                // Two nodes are a quorum: the load goes on without the third.
                await load.ProgressAsync(random.Next(5, 20));
                cluster.StartNode(victim);
                break;
            case Fault.Worker:
                var worker = LedgerCluster.WorkerNames[random.Next(LedgerCluster.WorkerNames.Count)];
                await cluster.KillWorkerAsync(worker);
                await Task.Delay(pause, TestContext.Current.CancellationToken);
                cluster.StartWorker(worker);
                break;
            default:
                await cluster.Postgres.KillAsync();
                await Task.Delay(pause, TestContext.Current.CancellationToken);
                await cluster.Postgres.StartAsync();
                break;
        }
    }

    private static async Task JudgeBundleAsync(LedgerCluster cluster, Load load, ulong batchCount)
    {
        using var bundle = new MemoryStream();
        await load.AnyClient.ExportBundleAsync(1, 0, bundle, progress: null, TestContext.Current.CancellationToken);
        var (exitCode, report) = await VerifyProgram.JudgeAsync("bundle", bundle.ToArray(), $"{cluster.Genesis.LedgerId}", "--replay");
        Assert.True(exitCode == 0, report.ToJsonString());
        Assert.Equal(batchCount, report["batches"]!.GetValue<ulong>());
        Assert.True(report["replayed"]!.GetValue<bool>());

        var tampered = bundle.ToArray();
        tampered[tampered.Length / 2] ^= 1;
        (exitCode, report) = await VerifyProgram.JudgeAsync("bundle", tampered, $"{cluster.Genesis.LedgerId}", "--replay");
        Assert.True(exitCode == 1, report.ToJsonString());
    }

    private static async Task JudgeReceiptsAsync(LedgerCluster cluster, Load load)
    {
        var acknowledged = load.Attempts.Where(attempt => attempt.IsAcknowledged).ToList();
        foreach (var attempt in new[] { acknowledged[0], acknowledged[acknowledged.Count / 2], acknowledged[^1] })
        {
            var receipt = await load.AnyClient.GetReceiptAsync(attempt.Answers.First(answer => answer.Sequence != 0).Sequence, TestContext.Current.CancellationToken);
            var (exitCode, report) = await VerifyProgram.JudgeAsync("receipt", receipt, $"{cluster.Genesis.LedgerId}");
            Assert.True(exitCode == 0, report.ToJsonString());
            Assert.Equal($"{attempt.Command.Digest}", report["digest"]!.GetValue<string>());
        }
    }

    /// <summary>Stops the nodes where they stand, at the same index, and reads their files.</summary>
    private static async Task AssertReplicasAreIdenticalAsync(LedgerCluster cluster)
    {
        await cluster.QuiesceAsync();
        var statuses = await Task.WhenAll(LedgerCluster.NodeIds.Select(id => cluster.Node(id).StatusAsync()));
        Assert.Single(statuses.Select(status => status!.StateRoot).Distinct());
        await Task.WhenAll(LedgerCluster.NodeIds.Select(cluster.KillNodeAsync));
        var digests = LedgerCluster.NodeIds.Select(id => StateDigest.Of(cluster.StateFolder(id))).ToList();
        Assert.True(digests[0].Count > 9, "every family of the database is compared");
        Assert.All(digests[1..], digest => Assert.Equal(digests[0], digest));
    }
}
