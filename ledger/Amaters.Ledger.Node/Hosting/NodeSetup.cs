using System.Net;
using System.Security.Cryptography.X509Certificates;
using Amaters.Ledger.Node.Configuration;
using Amaters.Ledger.Node.Services;
using Hangfire;

namespace Amaters.Ledger.Node.Hosting;

/// <summary>All that one node is started with: files are read, keys are open, nothing is left to look up.</summary>
internal sealed record NodeSetup
{
    /// <summary>The ledger itself.</summary>
    public required LedgerReplicaOptions Replica { get; init; }

    /// <summary>Where clients connect.</summary>
    public required IPEndPoint ClientEndpoint { get; init; }

    /// <summary>Where members connect.</summary>
    public required IPEndPoint PeerEndpoint { get; init; }

    /// <summary>Where browsers and Prometheus connect.</summary>
    public required IPEndPoint StatusEndpoint { get; init; }

    /// <summary>Certificate that clients are shown, with its private key.</summary>
    public required X509Certificate2 ClientCertificate { get; init; }

    /// <summary>Certificates that clients are sent along with it, up to the authority that they trust.</summary>
    public X509Certificate2Collection ClientCertificateChain { get; init; } = [];

    /// <summary>The proof queue.</summary>
    public required JobStorage Queue { get; init; }

    /// <summary>Who may call the admin service and see the queue.</summary>
    public required AccessPolicy Admin { get; init; }

    /// <summary>Who may call the proving service.</summary>
    public required AccessPolicy Proving { get; init; }

    /// <summary>Npgsql connection string of the auditors' database; empty for none.</summary>
    public string ArchiveConnection { get; init; } = "";

    /// <summary>Limits of the listeners.</summary>
    public LimitOptions Limits { get; init; } = new();

    /// <summary>Where telemetry goes beside Prometheus.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>This node's id.</summary>
    public ulong NodeId => Replica.Credentials.Identity.NodeId;
}
