using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Amaters.Ledger.Client.Commands;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Node.Configuration;
using Amaters.Ledger.Node.Embedded;
using Amaters.Ledger.Node.Hosting;
using Amaters.Ledger.Protocol;
using Google.Protobuf;
using Grpc.Net.Client;

namespace Amaters.Ledger.Node.Tests.Services;

/// <summary>A node that nobody proves for, with small limits: how it pushes back, and how the SDK bears it.</summary>
public sealed class PressureTests : IAsyncLifetime
{
    private const string Limits = """
        [limits]
        commands_per_second = 1.0
        unapplied_commands = 3
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amaters-pressure-");
    private readonly PortPlan _ports = PortPlan.Free(1)[1];
    private LedgerNodeHost? _host;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TrialFolder Files => new(_folder.FullName);

    public async ValueTask InitializeAsync()
    {
        TrialFounding.Found(Files, "pressure", 1, TrialKey.Create(), ["127.0.0.1"], DateTimeOffset.UtcNow);
        var configuration = new TrialConfiguration(ImmutableSortedDictionary<ulong, TrialAddress>.Empty.Add(1, TrialAddress.OnLoopback(_ports)));
        await File.WriteAllTextAsync(Files.Configuration(1), configuration.Render(Files, 1) + Limits, Stop);
        _host = await LedgerNodeHost.StartAsync(NodeSetupLoader.Load(NodeConfiguration.Load(Files.Configuration(1))), EmbeddedLogging.ToFile(_folder.FullName), Stop);
        await _host.Replica.Group.WaitForAsync(status => status.Role == RaftRole.Leader, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_used_up_quota_and_a_proof_lag_are_answers_that_the_sdk_waits_out()
    {
        using var aliceKeys = ClientKeys.Generate();
        using var alice = await ConnectAsync(aliceKeys, TimeSpan.FromMinutes(1));
        using var channel = TrustingChannel.Open(_ports.ClientAddress, Files);

        // A bucket holds two seconds' worth.
        for (var i = 0; i < 2; i++)
            Assert.Equal(ResultCode.Pending, (await SubmitAsync(channel, Put(alice, $"record {i}"))).Result);
        var third = Put(alice, "record 2");
        var refused = await SubmitAsync(channel, third);
        Assert.Equal(ResultCode.QuotaExceeded, refused.Result);
        Assert.Contains("1 commands a second", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(ResultCode.Pending, (await alice.SubmitAsync(third, WaitStage.Committed, Stop)).Result);

        using var bobKeys = ClientKeys.Generate();
        using var bob = await ConnectAsync(bobKeys, TimeSpan.FromSeconds(1));
        var lagging = await SubmitAsync(channel, Put(bob, "record"));
        Assert.Equal(ResultCode.ProofLag, lagging.Result);
        Assert.Contains("3 commands wait for their proofs; add workers", lagging.Detail, StringComparison.Ordinal);
        // Nothing is proven here, ever: the SDK says so when its time is up.
        Assert.Equal(ResultCode.ProofLag, (await bob.SubmitAsync(Put(bob, "record"), WaitStage.Committed, Stop)).Result);

        // What was committed is answered whatever the pressure: the first answer, once more.
        var again = await SubmitAsync(channel, third);
        Assert.Equal((true, 3ul), (again.Duplicate, again.Sequence));
    }

    private async Task<LedgerClient> ConnectAsync(ClientKeys keys, TimeSpan deadline)
    {
        var options = new LedgerClientOptions { Nodes = [_ports.ClientAddress], Authorities = [X509CertificateLoader.LoadCertificateFromFile(Files.ClientAuthority)], Deadline = deadline };
        var client = await LedgerClient.ConnectAsync(options, keys, Stop);
        Assert.Equal(ResultCode.Ok, await client.RegisterAsync("tests", Stop));
        return client;
    }

    private static PreparedCommand Put(LedgerClient client, string key) => client.PreparePut("tests", Encoding.UTF8.GetBytes(key), "value"u8.ToArray(), expectedVersion: 0);

    private static async Task<SubmitResponse> SubmitAsync(GrpcChannel channel, PreparedCommand command) =>
        await new LedgerService.LedgerServiceClient(channel).SubmitAsync(
            new SubmitRequest { SignedCommand = ByteString.CopyFrom(command.Command.ToBytes()), Payload = ByteString.CopyFrom(command.Payload.Span) }, cancellationToken: Stop);
}
