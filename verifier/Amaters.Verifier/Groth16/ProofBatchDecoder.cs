using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Fields.Vector;
using Amaters.Verifier.Groth16.Vector;

namespace Amaters.Verifier.Groth16;

/// <summary>Decodes many proofs at once: the same answers as <see cref="Groth16Proof.TryDecode"/> gives one by one, on all cores and, where the processor has them, in lanes.</summary>
public static class ProofBatchDecoder
{
    /// <summary>Decodes the bytes of proofs, each for itself.</summary>
    public static IReadOnlyList<DecodedProof> Decode(IReadOnlyList<ReadOnlyMemory<byte>> encoded) => Decode(encoded, Simd.Tier);

    /// <summary>Decodes with a tier that this processor has.</summary>
    internal static DecodedProof[] Decode(IReadOnlyList<ReadOnlyMemory<byte>> encoded, SimdTier tier)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        return tier switch
        {
            SimdTier.Avx512 => LaneProofDecoder<FpLanes, FpBlock>.Decode(encoded),
            SimdTier.Avx2 => LaneProofDecoder<FpDoubleLanes, FpDoubleBlock>.Decode(encoded),
            _ => DecodePlainly(encoded),
        };
    }

    /// <summary>Decodes one proof with plain arithmetic.</summary>
    internal static DecodedProof DecodePlainly(ReadOnlySpan<byte> encoded) => new(Groth16Proof.TryDecode(encoded, out var proof, out var rejection) ? proof : null, rejection);

    private static DecodedProof[] DecodePlainly(IReadOnlyList<ReadOnlyMemory<byte>> encoded)
    {
        var decoded = new DecodedProof[encoded.Count];
        Parallel.For(0, decoded.Length, i => decoded[i] = DecodePlainly(encoded[i].Span));
        return decoded;
    }
}
