using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;

namespace Amaters.Verifier.Bundles;

/// <summary>What an auditor asks for.</summary>
public sealed record BundleAuditOptions
{
    /// <summary>The ledger that the auditor means, pinned from elsewhere; null accepts any and reports which.</summary>
    public Fr? LedgerId { get; init; }

    /// <summary>Executes every batch natively too. Needs a bundle from genesis; catches even a proof forged with the set-up's secrets.</summary>
    public bool Replay { get; init; }

    /// <summary>Shown each batch that continues the chain. Its proof is checked later: what was seen counts only when the audit ends in acceptance.</summary>
    public Action<BatchHeader, IReadOnlyList<SignedCommand>>? OnBatch { get; init; }

    /// <summary>Told the number of batches that are checked so far.</summary>
    public IProgress<ulong>? Progress { get; init; }
}
