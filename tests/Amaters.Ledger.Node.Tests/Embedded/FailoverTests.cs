using System.Globalization;
using System.Text;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Node.Hosting;
using Amaters.Ledger.Protocol;
using Amaters.Testing;
using Amaters.Verifier.Bundles;

namespace Amaters.Ledger.Node.Tests.Embedded;

/// <summary>Streams of a client whose node dies: another node goes on, nothing is told twice and nothing is left out.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class FailoverTests(EmbeddedFixture fixture) : IClassFixture<EmbeddedFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watching_goes_on_at_another_node_when_the_first_is_killed()
    {
        await PutAsync("before", 2);
        var follower = await FollowerAsync();
        using var keys = ClientKeys.Generate();
        using var client = await LedgerClient.ConnectAsync(OptionsFrom(follower), keys, Stop);
        var (seen, last) = (new List<ulong>(), 0ul);
        await foreach (var batch in client.WatchAsync(1, Stop))
        {
            Assert.True(BatchHeader.TryDecode(batch.Header.Span, out var header, out _));
            seen.Add(header.Range.BatchNumber);
            if (last == 0)
            {
                await fixture.Ledger.KillNodeAsync(follower.Setup.NodeId);
                last = await PutAsync("after", 3);
            }

            if (header.Range.BatchNumber >= last)
                break;
        }

        await fixture.Ledger.StartNodeAsync(follower.Setup.NodeId, Stop);
        Assert.Equal(Enumerable.Range(1, (int)last).Select(number => (ulong)number), seen);
    }

    [Fact]
    public async Task A_bundle_is_exported_although_the_node_in_use_is_killed()
    {
        var last = await PutAsync("exported", 3);
        var follower = await FollowerAsync();
        using var keys = ClientKeys.Generate();
        using var client = await LedgerClient.ConnectAsync(OptionsFrom(follower), keys, Stop);
        await fixture.Ledger.KillNodeAsync(follower.Setup.NodeId);
        using var bundle = new MemoryStream();
        await client.ExportBundleAsync(fromBatch: 1, toBatch: last, bundle, progress: null, Stop);
        await fixture.Ledger.StartNodeAsync(follower.Setup.NodeId, Stop);
        Accept(bundle.ToArray(), 1, last);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_bundle_that_breaks_off_anywhere_is_completed_by_another_node(ulong first)
    {
        var last = await PutAsync($"spliced {first}", 3);
        var (one, other) = (fixture.Ledger.Running.First(), fixture.Ledger.Running.Last());
        Assert.NotEqual(one.Setup.NodeId, other.Setup.NodeId);
        var whole = await ExportAsync(one, first, last);
        for (var cut = 0; cut < whole.Length; cut += 83)
        {
            using var splice = new BundleSplice(first, last);
            using var bundle = new MemoryStream();
            Send(whole.AsSpan(0, cut), 1000);
            Assert.False(splice.IsComplete);
            Send(await ExportAsync(other, splice.ContinueAt, last), 64 << 10);
            Assert.True(splice.IsComplete);
            Accept(bundle.ToArray(), first, last);

            void Send(ReadOnlySpan<byte> bytes, int chunkByteCount)
            {
                splice.Begin();
                for (; !bytes.IsEmpty; bytes = bytes[Math.Min(chunkByteCount, bytes.Length)..])
                {
                    splice.Add(bytes[..Math.Min(chunkByteCount, bytes.Length)]);
                    bundle.Write(splice.TakeWritten().Span);
                }
            }
        }
    }

    [Fact]
    public async Task A_node_that_goes_on_elsewhere_than_asked_is_a_liar()
    {
        var last = await PutAsync("lied", 3);
        var node = fixture.Ledger.Running.First();
        using (var gap = new BundleSplice(1, last))
        {
            gap.Begin();
            var tooLate = await ExportAsync(node, 2, last);
            Assert.Throws<LedgerDeceitException>(() => gap.Add(tooLate));
        }

        using (var tooShort = new BundleSplice(1, last))
        {
            tooShort.Begin();
            var early = await ExportAsync(node, 1, last - 1);
            Assert.Throws<LedgerDeceitException>(() => tooShort.Add(early));
        }

        using var noBundle = new BundleSplice(1, last);
        noBundle.Begin();
        Assert.Throws<LedgerDeceitException>(() => noBundle.Add("AMRECPT1 is a receipt"u8));
    }

    private static void Accept(byte[] bundle, ulong first, ulong last)
    {
        using var stream = new MemoryStream(bundle);
        var report = BundleAuditor.Audit(stream, new BundleAuditOptions());
        Assert.True(report.IsAccepted, report.Detail);
        Assert.Equal((first, last - first + 1), (report.FirstBatch, report.BatchCount));
        Assert.NotEmpty(report.CheckpointSigners);
    }

    /// <summary>Writes records one after the other and returns the batch of the last.</summary>
    private async Task<ulong> PutAsync(string key, int count)
    {
        ulong batch = 0;
        for (var i = 0; i < count; i++)
        {
            var name = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key} {i}"));
            var answer = await fixture.Client.PutAsync("failover", name, "value"u8.ToArray(), expectedVersion: null, WaitStage.Applied, Stop);
            Assert.Equal(ResultCode.Ok, answer.Result);
            batch = answer.BatchNumber;
        }

        return batch;
    }

    private static async Task<byte[]> ExportAsync(LedgerNodeHost node, ulong first, ulong last)
    {
        // A follower applies a little later.
        await foreach (var _ in node.Replica.WatchAsync(new WatchRequest { FromBatch = last }, Stop))
            break;
        using var stream = new MemoryStream();
        node.Replica.ExportBundle(new ExportBundleRequest { FromBatch = first, ToBatch = last }, stream, Stop);
        return stream.ToArray();
    }

    private async Task<LedgerNodeHost> FollowerAsync()
    {
        var leader = await fixture.Ledger.LeaderAsync(Stop);
        return fixture.Ledger.Running.First(node => node != leader);
    }

    private LedgerClientOptions OptionsFrom(LedgerNodeHost first)
    {
        var address = first.Setup.Replica.ClientAddresses[first.Setup.NodeId];
        return fixture.ClientOptions with { Nodes = [address, .. fixture.Ledger.ClientAddresses.Where(other => other != address)] };
    }
}
