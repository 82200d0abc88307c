using System.Security.Cryptography;
using Amaters.EndToEnd.Tests.Cluster;
using Amaters.Ledger.Protocol;
using Amaters.Testing;
using Google.Protobuf;
using Grpc.Core;

namespace Amaters.EndToEnd.Tests;

/// <summary>A worker that knows the token and lies: each lie is refused, recorded under its name and counted, and honest workers prove the batch.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class LyingWorkerTests(SharedCluster shared)
{
    private const string Liar = "liar";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Garbage_and_proofs_of_other_batches_are_refused_recorded_and_counted()
    {
        var cluster = await shared.StartAsync();
        using var client = await Client.ConnectAsync(cluster);
        await client.PutAsync(2, WaitStage.Applied);
        await cluster.KillAllWorkersAsync();
        var proven = await cluster.QuiesceAsync();
        var stale = (await cluster.Node(1).BatchesAsync(proven))[^1].Proof;
        var refusedBefore = (await LiesAsync(cluster)).Count;
        await client.PutAsync(2, WaitStage.Committed);
        var leader = await cluster.LeaderAsync();
        await cluster.UntilAsync("a sealed batch", async () => (await cluster.Node(leader).StatusAsync())?.Watermarks.SealedBatch > proven);

        var garbage = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(192));
        var flipped = stale.ToByteArray();
        flipped[100] ^= 1;
        foreach (var lie in new[] { stale, garbage, ByteString.CopyFrom(new byte[192]), ByteString.CopyFrom(flipped), ByteString.Empty, ByteString.CopyFrom([.. stale.Span, 0]) })
        {
            var answer = await SubmitAsync(cluster, leader, proven + 1, lie, Liar);
            Assert.Equal(SubmitProofResponse.Types.Outcome.Refused, answer.Outcome);
        }

        // A valid proof for a batch that is proven already is no lie, and changes nothing.
        Assert.Equal(SubmitProofResponse.Types.Outcome.AlreadyProven, (await SubmitAsync(cluster, leader, proven, stale, Liar)).Outcome);
        Assert.Equal(proven, (await cluster.Node(leader).StatusAsync())!.Watermarks.AppliedBatch);
        var lies = await LiesAsync(cluster);
        Assert.True(lies.Count > refusedBefore);
        Assert.Contains($"batch {proven + 1}, worker {Liar}", lies[^1].Subject, StringComparison.Ordinal);
        Assert.Matches("""amaters_proofs_total\{[^}]*outcome="Refused"[^}]*\} [1-9]""", await cluster.MetricsAsync(leader));

        await cluster.StartEverythingAsync();
        await cluster.QuiesceAsync();
        await client.ReadEverythingAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a-token-that-is-long-enough-and-not-the-right-one")]
    public async Task Without_the_token_nobody_gets_or_hands_in_anything(string token)
    {
        var cluster = await shared.StartAsync();
        var leader = await cluster.LeaderAsync();
        var headers = NodeConnection.Bearer(token);
        var fetch = await Assert.ThrowsAsync<RpcException>(async () => await cluster.Node(leader).Proving.FetchBatchAsync(new FetchBatchRequest { BatchNumber = 1, Worker = Liar }, headers, cancellationToken: Stop));
        var submit = await Assert.ThrowsAsync<RpcException>(async () => await cluster.Node(leader).Proving.SubmitProofAsync(new SubmitProofRequest { BatchNumber = 1, Worker = Liar }, headers, cancellationToken: Stop));
        Assert.Equal([StatusCode.PermissionDenied, StatusCode.PermissionDenied], [fetch.StatusCode, submit.StatusCode]);
    }

    [Fact]
    public async Task A_name_that_would_choke_the_archive_or_a_terminal_is_refused()
    {
        var cluster = await shared.StartAsync();
        var leader = await cluster.LeaderAsync();
        foreach (var name in new[] { "", "nul\0", "\u001b[2J", new string('x', 65) })
        {
            var problem = await Assert.ThrowsAsync<RpcException>(() => SubmitAsync(cluster, leader, 1, ByteString.Empty, name));
            Assert.Equal(StatusCode.InvalidArgument, problem.StatusCode);
        }
    }

    private static async Task<SubmitProofResponse> SubmitAsync(LedgerCluster cluster, ulong node, ulong batchNumber, ByteString proof, string worker) =>
        await cluster.Node(node).Proving.SubmitProofAsync(new SubmitProofRequest { BatchNumber = batchNumber, Proof = proof, Worker = worker }, NodeConnection.Bearer(LedgerCluster.ProvingToken), cancellationToken: Stop);

    private static async Task<List<AuditEvent>> LiesAsync(LedgerCluster cluster)
    {
        await cluster.QuiesceIndexAsync();
        return [.. (await cluster.Node(1).AuditEventsAsync()).Where(entry => entry.Kind == AuditEvent.Types.Kind.ProofRefused)];
    }
}
