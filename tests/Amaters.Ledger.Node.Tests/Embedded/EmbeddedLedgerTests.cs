using System.Text;
using Amaters.Ledger.Node.Archive;
using Amaters.Ledger.Protocol;
using Amaters.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Playwright;

namespace Amaters.Ledger.Node.Tests.Embedded;

/// <summary>The embedded ledger as clients, operators and browsers meet it.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class EmbeddedLedgerTests(EmbeddedFixture fixture) : IClassFixture<EmbeddedFixture>
{
    private const string Collection = "tests";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_follower_names_the_leader_in_its_trailers()
    {
        var leader = await fixture.Ledger.LeaderAsync(Stop);
        var follower = fixture.Ledger.Running.First(node => node != leader);
        // One that was started a moment ago has yet to hear from it.
        await follower.Replica.Group.WaitForAsync(status => status.Leader.Value == leader.Setup.NodeId, Stop);
        using var channel = Connect(follower.Setup.Replica.ClientAddresses[follower.Setup.NodeId]);
        var problem = await Assert.ThrowsAsync<RpcException>(async () => await new LedgerService.LedgerServiceClient(channel).SubmitAsync(new SubmitRequest(), cancellationToken: Stop));
        Assert.Equal(StatusCode.FailedPrecondition, problem.StatusCode);
        Assert.Equal($"{leader.Setup.NodeId}", problem.Trailers.GetValue("leader-id"));
        Assert.Equal(follower.Setup.Replica.ClientAddresses[leader.Setup.NodeId].ToString(), problem.Trailers.GetValue("leader-address"));
    }

    [Fact]
    public async Task What_was_written_is_read_back_by_any_node_after_the_leader_is_killed()
    {
        await PutAsync("before", "1");
        var killed = (await fixture.Ledger.LeaderAsync(Stop)).Setup.NodeId;
        await fixture.Ledger.KillNodeAsync(killed);
        await PutAsync("after", "2");
        await fixture.Ledger.StartNodeAsync(killed, Stop);

        Assert.Equal("1", await GetAsync("before"));
        Assert.Equal("2", await GetAsync("after"));
        var applied = fixture.Ledger.Running.Max(node => node.Replica.Progress.AppliedBatch);
        foreach (var node in fixture.Ledger.Running)
        {
            await foreach (var batch in node.Replica.WatchAsync(new WatchRequest { FromBatch = applied }, Stop))
                break;
        }

        Assert.Single(fixture.Ledger.Running.Where(node => node.Replica.Progress.AppliedBatch == applied).Select(node => node.Replica.GetStatus().StateRoot).Distinct());
    }

    [Fact]
    public async Task A_stream_follows_its_commands_to_the_applied_state()
    {
        var leader = await fixture.Ledger.LeaderAsync(Stop);
        using var channel = Connect(leader.Setup.Replica.ClientAddresses[leader.Setup.NodeId]);
        using var call = new LedgerService.LedgerServiceClient(channel).SubmitStream(cancellationToken: Stop);
        for (var i = 0; i < 3; i++)
        {
            var command = fixture.Client.PreparePut(Collection, Encoding.UTF8.GetBytes($"streamed {i}"), "value"u8.ToArray(), expectedVersion: 0);
            await call.RequestStream.WriteAsync(new SubmitRequest
            {
                SignedCommand = Google.Protobuf.ByteString.CopyFrom(command.Command.ToBytes()),
                Payload = Google.Protobuf.ByteString.CopyFrom(command.Payload.Span),
                Wait = WaitStage.Applied,
                Correlation = (ulong)i,
            }, Stop);
        }

        await call.RequestStream.CompleteAsync();
        var answers = await call.ResponseStream.ReadAllAsync(Stop).ToListAsync(Stop);
        Assert.Equal([0ul, 1ul, 2ul], answers.Select(answer => answer.Correlation).Order());
        Assert.All(answers, answer => Assert.Equal(ResultCode.Ok, answer.Result));
    }

    [Fact]
    public async Task An_applied_batch_becomes_a_row_of_the_archive()
    {
        var written = await PutAsync("archived", "value");
        var leader = await fixture.Ledger.LeaderAsync(Stop);
        var archived = ArchiveFollower.ToArchived(leader.Replica.ReadAppliedBatch(written.BatchNumber));
        Assert.Equal(written.BatchNumber, archived.BatchNumber);
        Assert.Equal(192, archived.Proof.Length);
        Assert.Equal("embedded", archived.Worker);
        var command = Assert.Single(archived.Commands, command => command.Sequence == written.Sequence);
        Assert.Equal(("PUT", "Ok", 0ul), (command.Operation, command.Result, command.ExpectedVersion));
    }

    [Fact]
    public async Task The_status_page_shows_nodes_watermarks_and_proof_times_in_a_browser()
    {
        await PutAsync("seen", "value");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync();
        var problems = new List<string>();
        page.Console += (_, message) => problems.Add(message.Text);
        await page.GotoAsync(fixture.Ledger.StatusAddresses[0].ToString());

        Assert.Equal("1", await page.TextContentAsync("#node-id"));
        Assert.Equal(3, await page.Locator("#nodes tbody tr").CountAsync());
        Assert.Equal(1, await page.Locator("#nodes tbody tr", new PageLocatorOptions { HasText = "leader" }).CountAsync());
        Assert.Equal(8, await page.Locator("#shards tbody tr").CountAsync());
        Assert.True(int.Parse((await page.TextContentAsync("#applied"))!, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.True(await page.Locator("#batches tbody tr").CountAsync() > 0);
        Assert.Equal(16, await page.Locator("#shard-load .bar").CountAsync());
        Assert.Matches("median \\d+\\.\\d\\d s", (await page.TextContentAsync("#median"))!);
        var bar = await page.Locator("#proof-times .bar").Last.BoundingBoxAsync();
        Assert.True(bar!.Height > 0);
        // The style sheet is in force, and the page's own policy blocks nothing that it uses.
        Assert.NotEqual("rgba(0, 0, 0, 0)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Empty(problems);
    }

    private async Task<SubmitResponse> PutAsync(string key, string value)
    {
        var answer = await fixture.Client.PutAsync(Collection, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value), expectedVersion: 0, WaitStage.Applied, Stop);
        Assert.Equal(ResultCode.Ok, answer.Result);
        return answer;
    }

    private async Task<string> GetAsync(string key) =>
        Encoding.UTF8.GetString((await fixture.Client.GetAsync(Collection, Encoding.UTF8.GetBytes(key), Stop)).Content!.Value);

    private GrpcChannel Connect(Uri address) => TrustingChannel.Open(address, fixture.Ledger.Files);
}
