using Amaters.Verifier.Groth16;

namespace Amaters.Fuzz.Targets;

/// <summary>Many proofs decoded at once, in lanes where there are any: each gets the answer that it gets alone, whatever its neighbours are.</summary>
internal sealed class ProofBatchTarget : IFuzzTarget
{
    private static readonly byte[] Neighbour = FuzzSeeds.Proof.Encode();

    public string Name => "proof-batch";

    public int IterationsMax => 1000;

    public IReadOnlyList<byte[]> Seeds { get; } = [Neighbour];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        var isProof = Groth16Proof.TryDecode(input, out _, out var rejection);
        var decoded = ProofBatchDecoder.Decode([Neighbour, input.ToArray(), Neighbour]);
        if (decoded[0].Proof is null || decoded[2].Proof is null)
            throw new FindingException("A proof is refused because of its neighbour.");
        if (decoded[1].Proof is null == isProof || decoded[1].Rejection != rejection)
            throw new FindingException($"Alone the answer is {rejection}, among others {decoded[1].Rejection}.");
        if (isProof)
            FindingException.ThrowUnlessSame(input, decoded[1].Proof!.Encode());
        return isProof;
    }

    /// <summary>The lanes of a whole block, however few proofs there are.</summary>
    public long AllocationLimit(int inputByteCount) => (1L << 20) + (64L * inputByteCount);
}
