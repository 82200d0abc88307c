using System.Net;

namespace Amaters.Ledger.Node.Tests.StatusPage;

public sealed class StatusListenerTests(SingleNode node)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_shows_the_node_and_encodes_the_ledgers_name()
    {
        using var browser = new HttpClient { BaseAddress = node.StatusAddress };
        using var answer = await browser.GetAsync(new Uri("/", UriKind.Relative), Stop);
        var page = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Contains("&lt;i&gt;one&lt;/i&gt; &amp; only", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>one</i>", page, StringComparison.Ordinal);
        Assert.Contains("Development proving key", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prometheus_finds_the_watermarks_and_the_raft_metrics_of_the_node()
    {
        using var prometheus = new HttpClient { BaseAddress = node.StatusAddress };
        var metrics = await prometheus.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);
        foreach (var name in new[] { "amaters_sequence", "amaters_batch", "amaters_proof_lag", "amaters_queue_jobs", "amaters_shard_records", "amaters_shard_payload_bytes", "amaters_shard_writes", "amaters_shard_reads", "amaters_raft_term", "amaters_raft_leader" })
            Assert.Contains(metrics.Split('\n'), line => line.StartsWith(name, StringComparison.Ordinal) && line.Contains("node=\"1\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_is_told_in_http_for_containers_and_balancers()
    {
        using var browser = new HttpClient { BaseAddress = node.StatusAddress };
        using var answer = await browser.GetAsync(new Uri("/health", UriKind.Relative), Stop);
        Assert.Equal((HttpStatusCode.OK, "Healthy"), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop)));
    }

    [Fact]
    public async Task The_ledgers_services_are_not_served_there()
    {
        using var browser = new HttpClient { BaseAddress = node.StatusAddress };
        using var answer = await browser.PostAsync(new Uri("/amaters.ledger.v1.AdminService/GetStatus", UriKind.Relative), null, Stop);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
