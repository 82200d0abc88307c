using System.Collections.Immutable;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Node.Configuration;
using Amaters.Ledger.Node.Embedded;
using Amaters.Ledger.Node.Hosting;
using Amaters.Ledger.Node.Tests;
using Grpc.Net.Client;

[assembly: AssemblyFixture(typeof(SingleNode))]

namespace Amaters.Ledger.Node.Tests;

/// <summary>A group of one, started from a configuration file as <c>amaters-node run</c> does, on real sockets; its ledger stays empty.</summary>
public sealed class SingleNode : IAsyncLifetime
{
    public const string AdminToken = "a-token-of-more-than-thirty-two-characters";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amaters-node-");
    private readonly PortPlan _ports = PortPlan.Free(1)[1];
    private LedgerNodeHost? _host;

    internal TrialFolder Files => new(_folder.FullName);

    internal LedgerNodeHost Host => _host!;

    internal Uri ClientAddress => _ports.ClientAddress;

    internal Uri PeerAddress => _ports.PeerAddress;

    internal Uri StatusAddress => _ports.StatusAddress;

    public async ValueTask InitializeAsync()
    {
        TrialFounding.Found(Files, "<i>one</i> & only", 1, TrialKey.Create(), ["localhost", "127.0.0.1"], DateTimeOffset.UtcNow);
        var configuration = new TrialConfiguration(ImmutableSortedDictionary<ulong, TrialAddress>.Empty.Add(1, TrialAddress.OnLoopback(_ports))) { AdminToken = AdminToken };
        File.WriteAllText(Files.Configuration(1), configuration.Render(Files, 1));
        var setup = NodeSetupLoader.Load(NodeConfiguration.Load(Files.Configuration(1)));
        _host = await LedgerNodeHost.StartAsync(setup, EmbeddedLogging.ToFile(_folder.FullName), CancellationToken.None);
        await _host.Replica.Group.WaitForAsync(status => status.Role == RaftRole.Leader);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>A connection to this node that trusts its authority.</summary>
    internal SocketsHttpHandler Handler() => TrustingChannel.Handler(Files.ClientAuthority);

    /// <summary>A gRPC channel to one of its listeners, by default the clients'.</summary>
    internal GrpcChannel Connect(Uri? address = null) => TrustingChannel.Open(address ?? ClientAddress, Files);
}
