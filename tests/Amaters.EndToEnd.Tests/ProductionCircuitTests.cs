using Amaters.EndToEnd.Tests.Cluster;
using Amaters.Ledger.Protocol;
using Amaters.Testing;

namespace Amaters.EndToEnd.Tests;

/// <summary>The circuit that ledgers are founded with: its proofs take long enough to be interrupted.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class ProductionCircuitTests
{
    private const string Shape = "8,14";
    private const int AttemptCount = 5;

    [Fact]
    public async Task A_worker_killed_in_the_middle_of_a_proof_loses_it_to_the_other()
    {
        using var cluster = await LedgerCluster.FoundAsync(Shape);
        LedgerCluster.NodeIds.ToList().ForEach(cluster.StartNode);
        await cluster.LeaderAsync();
        using var client = await Client.ConnectAsync(cluster);
        var (victim, heir) = (LedgerCluster.WorkerNames[0], LedgerCluster.WorkerNames[1]);
        for (var attempt = 0; attempt < AttemptCount; attempt++)
        {
            cluster.StartWorker(victim);
            await cluster.Worker(victim).UntilPrintedAsync("waiting for batches");
            var answer = Assert.Single(await client.PutAsync(1, WaitStage.Committed));
            await cluster.UntilAsync("a job that is being worked on", async () => await Sql.ValueAsync<long>(cluster.QueueDatabase, "SELECT count(*) FROM proof_queue.job WHERE statename = 'Processing'") > 0);
            await cluster.KillWorkerAsync(victim);
            cluster.StartWorker(heir);
            var batches = await cluster.Node(1).BatchesAsync(await cluster.QuiesceAsync());
            await client.ReadEverythingAsync();
            if (batches.Single(batch => batch.Commands.Any(command => command.Sequence == answer.Sequence)).Worker == heir)
                return;
            // It had handed its proof in before the kill reached it.
            await cluster.KillWorkerAsync(heir);
        }

        Assert.Fail($"No kill of {AttemptCount} came in the middle of a proof.");
    }
}
