using System.Globalization;
using System.Text;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Protocol;
using Amaters.Testing;
using Amaters.Verifier.Promises;

namespace Amaters.Ledger.Node.Tests.Embedded;

/// <summary>A client that asks for promises gets one for every command, and a bundle shows that they were kept.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class PromiseKeepingTests(EmbeddedFixture fixture) : IClassFixture<EmbeddedFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_client_keeps_the_promises_and_a_bundle_shows_that_they_were_kept()
    {
        var folder = Directory.CreateTempSubdirectory("amaters-promises-");
        using var keys = ClientKeys.Generate();
        using (var client = await LedgerClient.ConnectAsync(fixture.ClientOptions with { PromiseFolder = folder.FullName }, keys, Stop))
        {
            Assert.Equal(ResultCode.Ok, await client.RegisterAsync("promised", Stop));
            var first = await client.PutAsync("promised", "a"u8.ToArray(), "1"u8.ToArray(), expectedVersion: 0, WaitStage.Committed, Stop);
            var second = await client.PutAsync("promised", "b"u8.ToArray(), "2"u8.ToArray(), expectedVersion: 0, WaitStage.Applied, Stop);
            using var bundle = new MemoryStream();
            await client.ExportBundleAsync(fromBatch: 1, toBatch: 0, bundle, progress: null, Stop);
            foreach (var answer in (SubmitResponse[])[first, second])
            {
                bundle.Position = 0;
                var promise = await File.ReadAllBytesAsync(Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"promise-{answer.Sequence}.note")), Stop);
                var report = PromiseJudge.Judge(promise, bundle, client.Genesis.LedgerId, DateTimeOffset.UtcNow);
                Assert.True(report.Verdict == PromiseVerdict.Kept, report.Detail);
                Assert.Equal(answer.Sequence, report.Promise!.Sequence);
                Assert.Equal(answer.Promise, Encoding.UTF8.GetString(promise));
            }
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Who_does_not_ask_gets_none() =>
        Assert.Empty((await fixture.Client.PutAsync("promised", "c"u8.ToArray(), "3"u8.ToArray(), expectedVersion: 0, WaitStage.Committed, Stop)).Promise);
}
