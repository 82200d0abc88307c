using System.Security.Cryptography.X509Certificates;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Node.Embedded;
using Amaters.Ledger.Node.Proving;
using Amaters.Ledger.Protocol;

namespace Amaters.Ledger.Node.Tests.Embedded;

/// <summary>Three nodes and a worker with a small circuit, and a registered client.</summary>
public sealed class EmbeddedFixture : IAsyncLifetime
{
    /// <summary>The small circuit of these tests; deep enough that two records of a test never meet at one position.</summary>
    public static readonly CircuitShape Shape = new(2, 8);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amaters-embedded-");
    private readonly ClientKeys _keys = ClientKeys.Generate();
    private EmbeddedLedger? _ledger;
    private LedgerClient? _client;

    internal EmbeddedLedger Ledger => _ledger!;

    internal LedgerClient Client => _client!;

    internal LedgerClientOptions ClientOptions => new()
    {
        Nodes = Ledger.ClientAddresses,
        LedgerId = Ledger.Genesis.LedgerId,
        Authorities = [X509CertificateLoader.LoadCertificateFromFile(Ledger.Files.ClientAuthority)],
    };

    public async ValueTask InitializeAsync()
    {
        var key = DevelopmentKeyCache.Ensure(Shape, DevelopmentKeyCache.DefaultFolder, progress: null);
        _ledger = await EmbeddedLedger.StartAsync(_folder.FullName, key, PortPlan.Free(EmbeddedLedger.NodeCount), EmbeddedLogging.ToFile(_folder.FullName), CancellationToken.None);
        _client = await LedgerClient.ConnectAsync(ClientOptions, _keys, CancellationToken.None);
        Assert.Equal(ResultCode.Ok, await _client.RegisterAsync("tests", CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _keys.Dispose();
        if (_ledger is not null)
            await _ledger.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
