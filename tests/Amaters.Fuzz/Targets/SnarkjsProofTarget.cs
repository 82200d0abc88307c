using Amaters.Verifier.Snarkjs;

namespace Amaters.Fuzz.Targets;

/// <summary>The document <c>proof.json</c> of snarkjs.</summary>
internal sealed class SnarkjsProofTarget : IFuzzTarget
{
    public string Name => "snarkjs-proof";

    public IReadOnlyList<byte[]> Seeds { get; } = [SnarkjsProof.Write(FuzzSeeds.Proof)];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!SnarkjsProof.TryRead(input, out var proof, out _))
            return false;
        // Layout and passed-over properties differ, but the document that is written must read back as the same value.
        var written = SnarkjsProof.Write(proof);
        if (!SnarkjsProof.TryRead(written, out var again, out _))
            throw new FindingException("What was written is not accepted.");
        FindingException.ThrowUnlessSame(written, SnarkjsProof.Write(again));
        return true;
    }
}
