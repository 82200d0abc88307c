using Amaters.Verifier.Groth16;

namespace Amaters.Fuzz.Targets;

/// <summary>The 192 bytes of a proof.</summary>
internal sealed class ProofTarget : IFuzzTarget
{
    public string Name => "proof";

    public IReadOnlyList<byte[]> Seeds { get; } = [FuzzSeeds.Proof.Encode()];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!Groth16Proof.TryDecode(input, out var proof, out _))
            return false;
        FindingException.ThrowUnlessSame(input, proof.Encode());
        return true;
    }
}
