using System.Security.Cryptography.X509Certificates;
using Amaters.Circuits.Fields;

namespace Amaters.Ledger.Client.Connection;

/// <summary>How a <see cref="LedgerClient"/> finds its ledger and what it takes for granted.</summary>
public sealed record LedgerClientOptions
{
    /// <summary>Addresses of one or more nodes; the others are found through them.</summary>
    public required IReadOnlyList<Uri> Nodes { get; init; }

    /// <summary>The ledger's id, known from elsewhere. Null takes the first answer's word for it, which is for trials only.</summary>
    public Fr? LedgerId { get; init; }

    /// <summary>Where the newest header seen is kept between visits, so that no node can show an older ledger; null keeps it in memory.</summary>
    public string? PinPath { get; init; }

    /// <summary>Folder where the nodes' promises for commands are kept, a file each, for <c>amaters-verify promise</c>; null asks for none.</summary>
    public string? PromiseFolder { get; init; }

    /// <summary>Authorities for the nodes' certificates; empty uses those of the system.</summary>
    public X509Certificate2Collection Authorities { get; init; } = [];

    /// <summary>Token for <see cref="LedgerAdmin"/>, as the nodes' configuration has it; sent to no other service. Null sends none.</summary>
    public string? AdminToken { get; init; }

    /// <summary>Certificate with its private key that is shown to nodes; an operator's, where their configuration names its fingerprint.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>How long a call may take, retries included.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one attempt may take before another node is tried.</summary>
    public TimeSpan AttemptDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Wait before a failed attempt is repeated.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);
}
