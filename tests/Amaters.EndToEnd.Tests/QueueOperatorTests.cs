using System.Text.Json.Nodes;
using Amaters.EndToEnd.Tests.Cluster;
using Amaters.Ledger.Protocol;
using Amaters.Testing;

namespace Amaters.EndToEnd.Tests;

/// <summary>Whoever can write the queue's tables can slow proofs down and do nothing else: neither lose a batch, nor have a lie believed, nor run code.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class QueueOperatorTests(SharedCluster shared)
{
    [Fact]
    public async Task Deleted_edited_replayed_and_forged_rows_are_harmless()
    {
        var cluster = await shared.StartAsync();
        using var client = await Client.ConnectAsync(cluster);
        var answer = Assert.Single(await client.PutAsync(1, WaitStage.Applied));
        await cluster.KillAllWorkersAsync();
        await cluster.QuiesceAsync();
        await ForgetOldJobsAsync(cluster);
        await client.PutAsync(12, WaitStage.Committed);
        await cluster.UntilAsync("six jobs in the queue", async () => await Sql.ValueAsync<long>(cluster.QueueDatabase, "SELECT count(*) FROM proof_queue.jobqueue") >= 6);

        var jobs = await Sql.QueryAsync(cluster.QueueDatabase, "SELECT id FROM proof_queue.job ORDER BY id", row => row.GetInt64(0));
        var canary = Path.Combine(Path.GetTempPath(), $"amaters-canary-{Guid.NewGuid():N}");
        await DeleteAsync(cluster, jobs[0]);
        await ForgeSuccessAsync(cluster, jobs[1]);
        await EditArgumentAsync(cluster, jobs[2], $"{answer.BatchNumber}");
        await EditArgumentAsync(cluster, jobs[3], $"{ulong.MaxValue}");
        await EditArgumentAsync(cluster, jobs[4], "\"no number\"");
        await NameAnotherMethodAsync(cluster, jobs[5], canary);
        await cluster.StartEverythingAsync();

        await cluster.QuiesceAsync();
        await client.ReadEverythingAsync();
        await cluster.UntilAsync("the forged method to be refused", async () => await Sql.ValueAsync<bool>(cluster.QueueDatabase, "SELECT statename NOT IN ('Enqueued', 'Processing') FROM proof_queue.job WHERE id = $1", jobs[5]));
        Assert.NotEqual("Succeeded", await Sql.ValueAsync<string>(cluster.QueueDatabase, "SELECT statename FROM proof_queue.job WHERE id = $1", jobs[5]));
        Assert.False(File.Exists(canary), "a worker ran a method that a row of the queue named");
    }

    /// <summary>What the workers left behind is not this test's: its rows are those that come next.</summary>
    private static async Task ForgetOldJobsAsync(LedgerCluster cluster)
    {
        // Not TRUNCATE: its table locks can meet a node's query of the same tables in the other order.
        await Sql.ExecuteAsync(cluster.QueueDatabase, "DELETE FROM proof_queue.jobqueue");
        await Sql.ExecuteAsync(cluster.QueueDatabase, "DELETE FROM proof_queue.job");
    }

    private static async Task DeleteAsync(LedgerCluster cluster, long job)
    {
        await Sql.ExecuteAsync(cluster.QueueDatabase, "DELETE FROM proof_queue.jobqueue WHERE jobid = $1", job);
        Assert.Equal(1, await Sql.ExecuteAsync(cluster.QueueDatabase, "DELETE FROM proof_queue.job WHERE id = $1", job));
    }

    private static async Task ForgeSuccessAsync(LedgerCluster cluster, long job)
    {
        await Sql.ExecuteAsync(cluster.QueueDatabase, "DELETE FROM proof_queue.jobqueue WHERE jobid = $1", job);
        Assert.Equal(1, await Sql.ExecuteAsync(cluster.QueueDatabase, "UPDATE proof_queue.job SET statename = 'Succeeded', expireat = now() + interval '1 day' WHERE id = $1", job));
    }

    private static async Task EditArgumentAsync(LedgerCluster cluster, long job, string argument)
    {
        var arguments = new JsonArray(argument, null).ToJsonString();
        Assert.Equal(1, await Sql.ExecuteAsync(cluster.QueueDatabase, "UPDATE proof_queue.job SET arguments = $2::jsonb WHERE id = $1", job, arguments));
    }

    /// <summary>A static method of the framework: it needs no object, so an activator that hands out one kind of object does not stop it.</summary>
    private static async Task NameAnotherMethodAsync(LedgerCluster cluster, long job, string path)
    {
        var invocation = JsonNode.Parse(await Sql.ValueAsync<string>(cluster.QueueDatabase, "SELECT invocationdata::text FROM proof_queue.job WHERE id = $1", job))!.AsObject();
        Assert.Contains("IProofJob", invocation["Type"]!.GetValue<string>(), StringComparison.Ordinal);
        invocation["Type"] = "System.IO.File, System.Private.CoreLib";
        invocation["Method"] = nameof(File.WriteAllText);
        invocation["ParameterTypes"] = """["System.String, System.Private.CoreLib","System.String, System.Private.CoreLib"]""";
        var arguments = new JsonArray(JsonValue.Create(path)!.ToJsonString(), "\"here\"").ToJsonString();
        Assert.Equal(1, await Sql.ExecuteAsync(cluster.QueueDatabase, "UPDATE proof_queue.job SET invocationdata = $2::jsonb, arguments = $3::jsonb WHERE id = $1", job, invocation.ToJsonString(), arguments));
    }
}
