using Amaters.Verifier.Genesis;

namespace Amaters.Verifier.Receipts;

/// <summary>What checking a receipt found. The default report accepts nothing.</summary>
public sealed record ReceiptReport
{
    /// <summary><see cref="ReceiptFault.None"/> when everything holds; else the first thing that does not.</summary>
    public ReceiptFault Fault { get; init; }

    /// <summary>True when everything holds.</summary>
    public bool IsAccepted => Fault == ReceiptFault.None;

    /// <summary>The fault in words; empty when there is none.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The ledger, once its document was read.</summary>
    public GenesisDocument? Genesis { get; init; }

    /// <summary>The evidence, once it was read.</summary>
    public ReceiptEvidence? Evidence { get; init; }

    /// <summary>Members who signed a checkpoint over the command's batch.</summary>
    public IReadOnlyList<string> CheckpointSigners { get; init; } = [];
}
