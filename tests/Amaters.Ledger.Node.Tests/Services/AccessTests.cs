using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Amaters.Ledger.Protocol;
using Grpc.Core;

namespace Amaters.Ledger.Node.Tests.Services;

/// <summary>Who is let in where, tried from outside.</summary>
public sealed class AccessTests(SingleNode node)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer")]
    [InlineData("Basic !!!")]
    public async Task The_admin_service_refuses_who_does_not_know_the_token(string? authorization)
    {
        using var channel = node.Connect();
        var headers = new Metadata();
        if (authorization is not null)
            headers.Add("authorization", authorization);
        var problem = await Assert.ThrowsAsync<RpcException>(async () => await new AdminService.AdminServiceClient(channel).GetStatusAsync(new GetStatusRequest(), headers, cancellationToken: Stop));
        Assert.Equal(StatusCode.PermissionDenied, problem.StatusCode);
    }

    [Fact]
    public async Task The_admin_service_serves_the_bearer_of_the_token()
    {
        using var channel = node.Connect();
        var answer = await new AdminService.AdminServiceClient(channel).GetStatusAsync(new GetStatusRequest(), new Metadata { { "authorization", $"Bearer {SingleNode.AdminToken}" } }, cancellationToken: Stop);
        Assert.Equal(1ul, answer.LeaderId);
    }

    [Fact]
    public async Task The_queue_dashboard_refuses_strangers_and_asks_for_a_password()
    {
        using var browser = new HttpClient { BaseAddress = node.StatusAddress };
        foreach (var path in new[] { "queue", "queue/jobs/enqueued", "queue/stats" })
        {
            using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), Stop);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Contains(answer.Headers.WwwAuthenticate, challenge => challenge.Scheme == "Basic");
        }
    }

    [Fact]
    public async Task The_queue_dashboard_serves_who_gives_the_token_as_password_and_lets_him_change_nothing()
    {
        using var browser = new HttpClient { BaseAddress = node.StatusAddress };
        browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{SingleNode.AdminToken}")));
        var page = await browser.GetStringAsync(new Uri("queue", UriKind.Relative), Stop);
        Assert.Contains("Proof queue", page, StringComparison.Ordinal);
        using var requeue = await browser.PostAsync(new Uri("queue/jobs/failed/requeue", UriKind.Relative), new FormUrlEncodedContent([new("jobs[]", "1")]), Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, requeue.StatusCode);
    }

    [Fact]
    public async Task Only_the_peer_listener_knows_the_peer_service_whatever_host_name_is_sent()
    {
        using var browser = new HttpClient(node.Handler());
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node.ClientAddress, "amaters.replication.v1.RaftPeer/Deliver"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([]) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        request.Headers.Host = node.PeerAddress.Authority;
        using var answer = await browser.SendAsync(request, Stop);
        // gRPC's way of saying that there is no such method.
        Assert.Equal($"{(int)StatusCode.Unimplemented}", Assert.Single(answer.Headers.GetValues("grpc-status")));
    }

    [Fact]
    public async Task The_peer_listener_refuses_who_is_no_member()
    {
        var handler = TrustingChannel.Handler(Path.Combine(node.Files.PeerCertificates, "authority.pem"));
        handler.SslOptions.TargetHost = node.Host.Setup.Replica.Credentials.Identity.ToString();
        using var browser = new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        await Assert.ThrowsAsync<HttpRequestException>(() => browser.GetAsync(node.PeerAddress, Stop));
    }
}
