using Amaters.Circuits.Fields;
using Amaters.Verifier.Genesis;

namespace Amaters.Verifier.Bundles;

/// <summary>What an audit found. The default report accepts nothing.</summary>
public sealed record BundleReport
{
    /// <summary><see cref="BundleFault.None"/> when everything holds; else the first thing that does not.</summary>
    public BundleFault Fault { get; init; }

    /// <summary>True when everything holds.</summary>
    public bool IsAccepted => Fault == BundleFault.None;

    /// <summary>The first bad batch, or 0 when the fault lies in no batch.</summary>
    public ulong BadBatch { get; init; }

    /// <summary>The fault in words; empty when there is none.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The ledger, once its document was read.</summary>
    public GenesisDocument? Genesis { get; init; }

    /// <summary>First batch of the bundle.</summary>
    public ulong FirstBatch { get; init; }

    /// <summary>Batches whose headers, commands and proofs were checked.</summary>
    public ulong BatchCount { get; init; }

    /// <summary>Commands in them.</summary>
    public ulong CommandCount { get; init; }

    /// <summary>State root after the last of them.</summary>
    public Fr StateRoot { get; init; }

    /// <summary>Digest of the last header.</summary>
    public Fr LastHeader { get; init; }

    /// <summary>Members whose valid checkpoint over the whole bundle was found.</summary>
    public IReadOnlyList<string> CheckpointSigners { get; init; } = [];

    /// <summary>True when every batch was executed again natively, so that even a forged proof would have shown.</summary>
    public bool WasReplayed { get; init; }
}
