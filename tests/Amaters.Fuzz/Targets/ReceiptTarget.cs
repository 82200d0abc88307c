using Amaters.Verifier.Bundles;
using Amaters.Verifier.Receipts;

namespace Amaters.Fuzz.Targets;

/// <summary>A receipt in which everything holds but the proof, which nobody can make here: a check that comes so far read it all.</summary>
internal sealed class ReceiptTarget : IFuzzTarget
{
    public string Name => "receipt";

    public int IterationsMax => 500;

    public IReadOnlyList<byte[]> Seeds { get; } = [LedgerSeeds.Receipt];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        var report = Receipt.Check(input.ToArray(), ledgerId: null);
        return report.IsAccepted ? throw new FindingException("A receipt without a proof was accepted.") : report.Fault == ReceiptFault.Proof;
    }

    /// <summary>Preparing a verifying key and verifying a proof, and a frame's body, which is made before it is filled.</summary>
    public long AllocationLimit(int inputByteCount) => (8L << 20) + FrameReader.BodyByteCountMax;
}
