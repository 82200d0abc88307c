using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Node.Configuration;
using Amaters.Ledger.Node.Embedded;
using Amaters.Ledger.Node.Hosting;
using Amaters.Ledger.Protocol;

namespace Amaters.Ledger.Node.Tests.Proving;

/// <summary>How often a leader asks for the proofs of batches that nobody works on.</summary>
public sealed class ProofRequestTests
{
    private const int BatchCount = 12;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_batch_is_asked_for_and_only_the_oldest_are_asked_for_again()
    {
        var folder = Directory.CreateTempSubdirectory("amaters-requests-");
        var requests = new Requests();
        await using (var node = await StartAsync(new TrialFolder(folder.FullName), requests))
        {
            using var keys = ClientKeys.Generate();
            using var client = await LedgerClient.ConnectAsync(ClientOptions(node, folder.FullName), keys, Stop);
            Assert.Equal(ResultCode.Ok, await client.RegisterAsync("requests", Stop));
            for (var i = 0; i < 2 * BatchCount; i++)
                await client.PutAsync("requests", Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{i}")), "value"u8.ToArray(), expectedVersion: 0, WaitStage.Committed, Stop);

            // The first batch was asked for more often than there are batches, so all had their turn several times.
            while (requests.Of(1) <= 20 || requests.Of(node.Replica.Progress.SealedBatch) == 0 || node.Replica.Progress.PendingCount > 0)
                await Task.Delay(10, Stop);
            Assert.All(Enumerable.Range(1, 8), number => Assert.True(requests.Of((ulong)number) > 1, $"batch {number}"));
            Assert.All(Enumerable.Range(9, (int)node.Replica.Progress.SealedBatch - 8), number => Assert.Equal(1, requests.Of((ulong)number)));
        }

        folder.Delete(recursive: true);
    }

    private static async Task<LedgerNodeHost> StartAsync(TrialFolder files, IProofRequester requester)
    {
        TrialFounding.Found(files, "requests", 1, TrialKey.Create(), ["127.0.0.1"], DateTimeOffset.UtcNow);
        var configuration = new TrialConfiguration(ImmutableSortedDictionary<ulong, TrialAddress>.Empty.Add(1, TrialAddress.OnLoopback(PortPlan.Free(1)[1])));
        File.WriteAllText(files.Configuration(1), configuration.Render(files, 1));
        var setup = NodeSetupLoader.Load(NodeConfiguration.Load(files.Configuration(1)));
        setup = setup with { Replica = setup.Replica with { ProofRequester = requester, ProofRequestInterval = TimeSpan.FromMilliseconds(20) } };
        return await LedgerNodeHost.StartAsync(setup, EmbeddedLogging.ToFile(files.Folder), Stop);
    }

    private static LedgerClientOptions ClientOptions(LedgerNodeHost node, string folder) => new()
    {
        Nodes = [.. node.Setup.Replica.ClientAddresses.Values],
        LedgerId = node.Setup.Replica.Genesis.LedgerId,
        Authorities = [X509CertificateLoader.LoadCertificateFromFile(new TrialFolder(folder).ClientAuthority)],
    };

    private sealed class Requests : IProofRequester
    {
        private readonly ConcurrentDictionary<ulong, int> _counts = [];

        public void Request(ulong batchNumber) => _counts.AddOrUpdate(batchNumber, 1, (_, count) => count + 1);

        public int Of(ulong batchNumber) => _counts.GetValueOrDefault(batchNumber);
    }
}
