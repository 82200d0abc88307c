using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Amaters.EndToEnd.Tests.Cluster;
using Amaters.Ledger.Protocol;
using Amaters.Testing;

namespace Amaters.EndToEnd.Tests;

/// <summary>What an operator sees of a real node with a real queue.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class ObservationTests(SharedCluster shared)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_tell_queue_depth_proof_times_and_lag()
    {
        var cluster = await shared.StartAsync();
        using var client = await Client.ConnectAsync(cluster);
        await client.PutAsync(2, WaitStage.Applied);
        await cluster.QuiesceAsync();
        var leader = await cluster.LeaderAsync();
        var metrics = await cluster.MetricsAsync(leader);
        Assert.Matches("""amaters_proof_lag\{[^}]*\} 0""", metrics);
        Assert.Matches("""amaters_proofs_total\{[^}]*outcome="Accepted"[^}]*\} [1-9]""", metrics);
        Assert.Matches("""amaters_proof_duration_seconds_count\{[^}]*\} [1-9]""", metrics);

        await cluster.KillAllWorkersAsync();
        await client.PutAsync(4, WaitStage.Committed);
        await cluster.UntilAsync("lag and queue in the metrics", async () =>
        {
            metrics = await cluster.MetricsAsync(leader);
            return Value(metrics, "amaters_proof_lag{") >= 4 && Value(metrics, "amaters_unproven_batches{") >= 2 && Value(metrics, "amaters_queue_jobs{", "state=\"waiting\"") >= 2;
        });
        await cluster.StartEverythingAsync();
        await cluster.QuiesceAsync();
    }

    [Fact]
    public async Task The_dashboard_shows_the_jobs_to_whoever_has_the_token_and_to_nobody_else()
    {
        var cluster = await shared.StartAsync();
        using var client = await Client.ConnectAsync(cluster);
        var answer = Assert.Single(await client.PutAsync(1, WaitStage.Applied));
        using var browser = new HttpClient { BaseAddress = cluster.StatusAddress(1) };
        using (var refused = await browser.GetAsync(new Uri("queue/jobs/succeeded", UriKind.Relative), Stop))
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{LedgerCluster.AdminToken}")));
        await cluster.UntilAsync("the job among those that succeeded", async () =>
            (await browser.GetStringAsync(new Uri("queue/jobs/succeeded", UriKind.Relative), Stop)).Contains($"prove batch {answer.BatchNumber}", StringComparison.Ordinal));
        // The job may be done by one worker while the other still starts.
        await cluster.UntilAsync("both workers among the servers", async () =>
        {
            var servers = await browser.GetStringAsync(new Uri("queue/servers", UriKind.Relative), Stop);
            return LedgerCluster.WorkerNames.All(name => servers.Contains(name, StringComparison.Ordinal));
        });
    }

    private static double Value(string metrics, string name, string label = "") =>
        metrics.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Contains(label, StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split("} ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)).DefaultIfEmpty(-1).Max();
}
