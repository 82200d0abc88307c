using Amaters.Circuits.Statements;
using Amaters.Ledger.Node.Embedded;
using Amaters.Ledger.Node.Proving;

namespace Amaters.Ledger.Cli.Tests;

/// <summary>A ledger of three nodes with a small circuit, and two users of the command line whose keys it knows.</summary>
[CollectionDefinition(Name)]
public sealed class CliFixture : IAsyncLifetime, ICollectionFixture<CliFixture>
{
    /// <summary>Name of the collection of tests that use this ledger.</summary>
    public const string Name = "a ledger for the command line";

    /// <summary>Small, and deep enough that two records of a test never meet at one position.</summary>
    private static readonly CircuitShape Shape = new(2, 8);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amaters-cli-");
    private EmbeddedLedger? _ledger;

    internal EmbeddedLedger Ledger => _ledger!;

    internal AmatersProgram Alice { get; private set; } = null!;

    internal AmatersProgram Bob { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var key = DevelopmentKeyCache.Ensure(Shape, DevelopmentKeyCache.DefaultFolder, progress: null);
        var ledgerFolder = _folder.CreateSubdirectory("ledger").FullName;
        _ledger = await EmbeddedLedger.StartAsync(ledgerFolder, key, PortPlan.Free(EmbeddedLedger.NodeCount), EmbeddedLogging.ToFile(ledgerFolder), CancellationToken.None);
        Alice = await NewUserAsync("alice");
        Bob = await NewUserAsync("bob");
    }

    public async ValueTask DisposeAsync()
    {
        if (_ledger is not null)
            await _ledger.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>A user with a folder and a key file of their own, registered.</summary>
    internal async Task<AmatersProgram> NewUserAsync(string name)
    {
        var user = new AmatersProgram(_folder.CreateSubdirectory(name).FullName, _ledger!);
        Assert.Equal(ExitCodes.Done, (await user.RunAsync("keys", "new")).ExitCode);
        Assert.Equal(ExitCodes.Done, (await user.RunAsync("keys", "register", "--label", name)).ExitCode);
        return user;
    }
}
