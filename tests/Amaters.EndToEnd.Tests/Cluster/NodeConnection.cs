using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Amaters.Ledger.Protocol;
using Grpc.Core;
using Grpc.Net.Client;

namespace Amaters.EndToEnd.Tests.Cluster;

/// <summary>One node's services as an operator, an auditor or a worker calls them: over TLS, without the SDK between.</summary>
internal sealed class NodeConnection : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    private readonly GrpcChannel _channel;
    private readonly Metadata _operator;

    public NodeConnection(Uri address, X509Certificate2 authority, string adminToken)
    {
        var tls = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority }, RevocationMode = X509RevocationMode.NoCheck },
        };
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { SslOptions = tls, ConnectTimeout = TimeSpan.FromSeconds(5) }, DisposeHttpClient = true });
        _operator = Bearer(adminToken);
    }

    /// <summary>What a worker calls.</summary>
    public ProvingService.ProvingServiceClient Proving => new(_channel);

    /// <summary>Headers of whoever knows a token.</summary>
    public static Metadata Bearer(string token) => new() { { "authorization", $"Bearer {token}" } };

    /// <summary>Where the node stands, or null if it does not answer.</summary>
    public async Task<GetStatusResponse?> StatusAsync()
    {
        try
        {
            return await new AdminService.AdminServiceClient(_channel).GetStatusAsync(new GetStatusRequest(), _operator, DateTime.UtcNow + Deadline);
        }
        catch (RpcException problem) when (problem.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal)
        {
            return null;
        }
    }

    /// <summary>The applied batches from the first to one that is applied already.</summary>
    public async Task<List<AppliedBatch>> BatchesAsync(ulong count)
    {
        var batches = new List<AppliedBatch>();
        if (count == 0)
            return batches;
        using var watch = new LedgerService.LedgerServiceClient(_channel).Watch(new WatchRequest { FromBatch = 1 }, deadline: DateTime.UtcNow.AddMinutes(1));
        while ((ulong)batches.Count < count && await watch.ResponseStream.MoveNext(CancellationToken.None))
            batches.Add(watch.ResponseStream.Current);
        return batches;
    }

    /// <summary>Everything that the audit trail holds.</summary>
    public async Task<List<AuditEvent>> AuditEventsAsync()
    {
        var events = new List<AuditEvent>();
        ReadAuditEventsResponse page;
        do
        {
            page = await new AuditService.AuditServiceClient(_channel).ReadAuditEventsAsync(new ReadAuditEventsRequest { FromEvent = (ulong)events.Count + 1, PageSize = 1000 }, deadline: DateTime.UtcNow + Deadline);
            events.AddRange(page.Events);
        }
        while (page.More);
        return events;
    }

    public void Dispose() => _channel.Dispose();
}
