using Amaters.EndToEnd.Tests.Cluster;
using Amaters.Ledger.Protocol;
using Amaters.Testing;

namespace Amaters.EndToEnd.Tests;

/// <summary>Everything stops at once, or the database is gone for good: the Raft log alone brings all of it back.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class RecoveryTests(SharedCluster shared)
{
    [Fact]
    public async Task All_nodes_killed_at_once_with_unproven_batches_go_on_where_they_were()
    {
        var cluster = await shared.StartAsync();
        using var client = await Client.ConnectAsync(cluster);
        await cluster.KillAllWorkersAsync();
        var answers = await client.PutAsync(7, WaitStage.Committed);
        await Task.WhenAll(LedgerCluster.NodeIds.Select(cluster.KillNodeAsync));
        await cluster.StartEverythingAsync();

        var batches = await cluster.Node(1).BatchesAsync(await cluster.QuiesceAsync());
        var executed = batches.SelectMany(batch => batch.Commands).Select(command => command.Sequence).ToList();
        Assert.Equal(executed.Distinct(), executed);
        Assert.All(answers, answer => Assert.Contains(answer.Sequence, executed));
        await client.ReadEverythingAsync();
    }

    [Fact]
    public async Task A_ledger_commits_and_seals_without_its_database_and_proves_when_it_is_back()
    {
        var cluster = await shared.StartAsync();
        using var client = await Client.ConnectAsync(cluster);
        await cluster.QuiesceAsync();
        await Task.WhenAll(LedgerCluster.NodeIds.Select(cluster.KillNodeAsync));
        await cluster.KillAllWorkersAsync();
        await cluster.Postgres.KillAsync();
        // Nodes and workers that are started now have never seen the database.
        await cluster.StartEverythingAsync();
        var answers = await client.PutAsync(5, WaitStage.Committed);
        var leader = await cluster.LeaderAsync();
        await cluster.UntilAsync("the commands to be sealed", async () => await cluster.Node(leader).StatusAsync() is { PendingCommands: 0 } status && status.Watermarks.Committed >= answers[^1].Sequence);
        Assert.Contains("amaters_sequence{", await cluster.MetricsAsync(leader), StringComparison.Ordinal);
        await cluster.Worker(LedgerCluster.WorkerNames[0]).UntilPrintedAsync("The proof queue cannot be used yet");

        await cluster.Postgres.StartAsync();
        await cluster.QuiesceAsync();
        await client.ReadEverythingAsync();
    }

    [Fact]
    public async Task A_database_that_hangs_holds_up_neither_commands_nor_seals()
    {
        var cluster = await shared.StartAsync();
        using var client = await Client.ConnectAsync(cluster);
        await client.PutAsync(1, WaitStage.Applied);
        // Connections that are open would still be served: without them every request meets the silent server.
        await Sql.ExecuteAsync(cluster.QueueDatabase, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IN ('queue', 'archive')");
        cluster.Postgres.Freeze();
        try
        {
            var answers = await client.PutAsync(6, WaitStage.Committed);
            var leader = await cluster.LeaderAsync();
            await cluster.UntilAsync("the commands to be sealed", async () => await cluster.Node(leader).StatusAsync() is { PendingCommands: 0 } status && status.Watermarks.Committed >= answers[^1].Sequence);
        }
        finally
        {
            cluster.Postgres.Thaw();
        }

        await cluster.QuiesceAsync();
        await client.ReadEverythingAsync();
    }

    [Fact]
    public async Task A_database_that_is_lost_entirely_is_written_again_from_the_log()
    {
        var cluster = await shared.StartAsync();
        using var client = await Client.ConnectAsync(cluster);
        await cluster.KillAllWorkersAsync();
        await client.PutAsync(5, WaitStage.Committed);
        await cluster.CreateDatabasesAsync();
        await cluster.StartEverythingAsync();
        await client.PutAsync(3, WaitStage.Committed);

        var batchCount = await cluster.QuiesceAsync();
        await cluster.UntilAsync("the archive to be whole", async () =>
            await Sql.ValueAsync<bool>(cluster.ArchiveDatabase, "SELECT to_regclass('batches') IS NOT NULL")
            && await Sql.ValueAsync<long>(cluster.ArchiveDatabase, "SELECT count(*) FROM batches") == (long)batchCount);
        Assert.Equal((long)batchCount, await Sql.ValueAsync<long>(cluster.ArchiveDatabase, "SELECT max(batch_number) FROM batches"));
        await client.ReadEverythingAsync();
    }
}
