using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Node.Configuration;
using Amaters.Ledger.Node.Embedded;
using Amaters.Ledger.Node.Hosting;
using Amaters.Ledger.Node.Proving;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Replication.Peers;
using Amaters.Prover.Groth16;
using Amaters.Testing;
using Amaters.Verifier.Bundles;
using Grpc.Core;

namespace Amaters.Ledger.Node.Tests.Embedded;

/// <summary>A group of three grows by a fourth node and shrinks again, by the steps of docs/operations.md.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class MembershipTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amaters-members-");
    private readonly ImmutableSortedDictionary<ulong, PortPlan> _ports = PortPlan.Free(4);
    private EmbeddedLedger? _ledger;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var provingKey = DevelopmentKeyCache.Ensure(EmbeddedFixture.Shape, DevelopmentKeyCache.DefaultFolder, progress: null);
        var files = new TrialFolder(_folder.FullName);
        Assert.True(ProvingKey.TryOpen(provingKey, out var key, out _));
        using (key)
        {
            var genesis = TrialFounding.Found(files, "members", 3, key.VerifyingKey, ["127.0.0.1"], DateTimeOffset.UtcNow);
            // The group's authority issues a certificate for the node that is to come, too.
            DevelopmentCertificates.Write(files.PeerCertificates, LedgerGroup.IdOf(genesis), [1, 2, 3, 4], DateTimeOffset.UtcNow);
        }

        _ledger = await EmbeddedLedger.StartAsync(_folder.FullName, provingKey, _ports.Remove(4), EmbeddedLogging.ToFile(_folder.FullName), Stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_ledger is not null)
            await _ledger.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_learner_catches_up_is_promoted_counts_in_the_quorum_and_is_removed()
    {
        using var keys = ClientKeys.Generate();
        var options = new LedgerClientOptions { Nodes = [.. _ports.Values.Select(ports => ports.ClientAddress)], LedgerId = _ledger!.Genesis.LedgerId, Authorities = [X509CertificateLoader.LoadCertificateFromFile(_ledger.Files.ClientAuthority)] };
        using var client = await LedgerClient.ConnectAsync(options, keys, Stop);
        using var admin = new LedgerAdmin(options);
        Assert.Equal(ResultCode.Ok, await client.RegisterAsync("tests", Stop));
        await PutAsync(client, "before");

        var fourth = await StartFourthAsync();
        await using var _ = fourth;
        Assert.Equal(0ul, fourth.Replica.GetStatus().AppliedIndex);
        var waiting = await Assert.ThrowsAsync<RpcException>(() => admin.TakeSnapshotAsync(_ports[4].ClientAddress, Stop));
        Assert.Equal(RefusalTrailers.FailedPrecondition, waiting.Trailers.GetValue(RefusalTrailers.Kind));

        var added = await admin.AddLearnerAsync(4, _ports[4].PeerAddress, Stop);
        await fourth.Replica.Group.WaitForAsync(status => status.Applied.Value >= added.LogIndex, Stop);
        Assert.True((await MemberAsync(admin, 4))!.Learner);
        await admin.PromoteAsync(4, Stop);
        var member = (await MemberAsync(admin, 4))!;
        Assert.True(member.Voter);
        Assert.Equal(_ports[4].PeerAddress, new Uri(member.Address));

        await AssertFoundersSignAsync(options, keys);

        // Three of four are a quorum: without node 1 the fourth is needed.
        await _ledger.KillNodeAsync(1);
        await PutAsync(client, "without node 1", WaitStage.Committed);
        await _ledger.StartNodeAsync(1, Stop);

        await admin.RemoveAsync(4, Stop);
        Assert.Null(await MemberAsync(admin, 4));
        await PutAsync(client, "after");
    }

    [Fact]
    public async Task A_group_keeps_at_least_one_voter()
    {
        var leader = await _ledger!.LeaderAsync(Stop);
        var request = new ChangeMembershipRequest();
        request.Changes.AddRange(Enumerable.Range(1, 3).Select(id => new ChangeMembershipRequest.Types.Change { Kind = ChangeMembershipRequest.Types.Change.Types.Kind.Remove, NodeId = (ulong)id }));
        var refused = await Assert.ThrowsAsync<LedgerRefusedException>(() => leader.Replica.ChangeMembershipAsync(request, Stop));
        Assert.Equal((Refusal.InvalidArgument, "changes"), (refused.Kind, refused.Field));
    }

    /// <summary>The genesis document does not name the fourth node's key: what needs a signature is had from the founders, whichever node a client asks.</summary>
    private async Task AssertFoundersSignAsync(LedgerClientOptions options, ClientKeys keys)
    {
        var fourth = _ports[4].ClientAddress;
        using (var only = await LedgerClient.ConnectAsync(options with { Nodes = [fourth], Deadline = TimeSpan.FromSeconds(1) }, keys, Stop))
        {
            var unable = await Assert.ThrowsAsync<LedgerUnavailableException>(() => only.GetReceiptAsync(1, Stop));
            Assert.Equal(RefusalTrailers.NotFounder, Assert.IsType<RpcException>(unable.InnerException).Trailers.GetValue(RefusalTrailers.Kind));
        }

        using var client = await LedgerClient.ConnectAsync(options with { Nodes = [fourth, .. options.Nodes.Where(node => node != fourth)] }, keys, Stop);
        Assert.NotEmpty(await client.GetReceiptAsync(1, Stop));
        using var another = await LedgerClient.ConnectAsync(options with { Nodes = [fourth, .. options.Nodes.Where(node => node != fourth)] }, keys, Stop);
        using var bundle = new MemoryStream();
        await another.ExportBundleAsync(1, 1, bundle, progress: null, Stop);
        bundle.Position = 0;
        var report = BundleAuditor.Audit(bundle, new BundleAuditOptions());
        Assert.True(report.IsAccepted, report.Detail);
    }

    private async Task<LedgerNodeHost> StartFourthAsync()
    {
        var files = _ledger!.Files;
        using (CheckpointKeyFile.Create(files.CheckpointKey(4), "node-4"))
        {
        }

        var configuration = new TrialConfiguration(_ports.ToImmutableSortedDictionary(node => node.Key, node => TrialAddress.OnLoopback(node.Value)));
        await File.WriteAllTextAsync(files.Configuration(4), configuration.Render(files, 4), Stop);
        return await LedgerNodeHost.StartAsync(NodeSetupLoader.Load(NodeConfiguration.Load(files.Configuration(4))), EmbeddedLogging.ToFile(_folder.FullName), Stop);
    }

    private async Task<MemberStatus?> MemberAsync(LedgerAdmin admin, ulong nodeId)
    {
        var leader = await _ledger!.LeaderAsync(Stop);
        return (await admin.GetStatusAsync(_ports[leader.Setup.NodeId].ClientAddress, Stop)).Members.FirstOrDefault(member => member.NodeId == nodeId);
    }

    // The embedded worker knows nodes 1 to 3: nothing is proven while the fourth leads.
    private static async Task PutAsync(LedgerClient client, string key, WaitStage wait = WaitStage.Applied) =>
        Assert.True((await client.PutAsync("tests", Encoding.UTF8.GetBytes(key), "value"u8.ToArray(), expectedVersion: 0, wait, Stop)).Result is ResultCode.Ok or ResultCode.Pending);
}
