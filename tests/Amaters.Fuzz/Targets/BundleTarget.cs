using Amaters.Verifier.Bundles;

namespace Amaters.Fuzz.Targets;

/// <summary>A bundle in which everything holds but the proof, which nobody can make here: an audit that comes so far read it all.</summary>
internal sealed class BundleTarget : IFuzzTarget
{
    public string Name => "bundle";

    public int IterationsMax => 500;

    public IReadOnlyList<byte[]> Seeds { get; } = [LedgerSeeds.Bundle];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        using var stream = new MemoryStream(input.ToArray());
        var report = BundleAuditor.Audit(stream, new BundleAuditOptions());
        return report.IsAccepted ? throw new FindingException("A bundle without a proof was accepted.") : report.Fault == BundleFault.Proof;
    }

    /// <summary>Preparing a verifying key and verifying a proof, and a frame's body, which is made before it is filled.</summary>
    public long AllocationLimit(int inputByteCount) => (8L << 20) + FrameReader.BodyByteCountMax;
}
