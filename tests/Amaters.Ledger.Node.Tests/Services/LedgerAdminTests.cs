using System.Security.Cryptography.X509Certificates;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Protocol;
using Grpc.Core;

namespace Amaters.Ledger.Node.Tests.Services;

/// <summary>The SDK's side of administration, against a node that demands a token.</summary>
public sealed class LedgerAdminTests(SingleNode node)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_token_opens_the_admin_service()
    {
        using var admin = new LedgerAdmin(Options(SingleNode.AdminToken));
        Assert.Equal(1ul, (await admin.GetStatusAsync(node.ClientAddress, Stop)).LeaderId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a-token-of-more-than-thirty-two-characterz")]
    public async Task Without_it_every_call_is_refused(string? token)
    {
        using var admin = new LedgerAdmin(Options(token));
        await IsRefusedAsync(() => admin.GetStatusAsync(node.ClientAddress, Stop));
        await IsRefusedAsync(() => admin.TakeSnapshotAsync(node.ClientAddress, Stop));
        await IsRefusedAsync(() => admin.RemoveAsync(1, Stop));
        await IsRefusedAsync(() => admin.TransferLeadershipAsync(0, Stop));
        await IsRefusedAsync(() => admin.ChangePlacementAsync([], Stop));

        static async Task IsRefusedAsync(Func<Task> call) => Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);
    }

    [Fact]
    public async Task A_node_can_be_asked_for_a_snapshot()
    {
        using var admin = new LedgerAdmin(Options(SingleNode.AdminToken));
        var snapshot = await admin.TakeSnapshotAsync(node.ClientAddress, Stop);
        Assert.True(snapshot.LogIndex > 0 && snapshot.ByteCount > 0);
        Assert.Equal(node.Host.Replica.GetStatus().StateRoot, snapshot.StateRoot);
    }

    [Fact]
    public async Task The_last_voter_stays_and_leads_on()
    {
        using var admin = new LedgerAdmin(Options(SingleNode.AdminToken));
        Assert.Equal("changes", (await Assert.ThrowsAsync<RpcException>(() => admin.RemoveAsync(1, Stop))).Trailers.GetValue(RefusalTrailers.Field));
        Assert.Equal("to_node_id", (await Assert.ThrowsAsync<RpcException>(() => admin.TransferLeadershipAsync(2, Stop))).Trailers.GetValue(RefusalTrailers.Field));
        Assert.Equal("changes.address", (await Assert.ThrowsAsync<RpcException>(() => admin.AddLearnerAsync(2, new Uri("http://10.0.0.2:7401"), Stop))).Trailers.GetValue(RefusalTrailers.Field));
        Assert.Equal(1ul, (await admin.GetStatusAsync(node.ClientAddress, Stop)).LeaderId);
    }

    private LedgerClientOptions Options(string? token) => new()
    {
        Nodes = [node.ClientAddress],
        Authorities = [X509CertificateLoader.LoadCertificateFromFile(node.Files.ClientAuthority)],
        AdminToken = token,
    };
}
