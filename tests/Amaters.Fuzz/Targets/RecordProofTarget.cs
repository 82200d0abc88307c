using Amaters.Circuits.Statements;

namespace Amaters.Fuzz.Targets;

/// <summary>The binary form of a record's proof, which contains those of a record and of a path.</summary>
internal sealed class RecordProofTarget : IFuzzTarget
{
    public string Name => "record-proof";

    public IReadOnlyList<byte[]> Seeds { get; } = [Encode(FuzzSeeds.State.Prove(FuzzSeeds.Record.Key)), Encode(new LedgerState(treeDepth: 2).Prove(FuzzSeeds.Record.Key))];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!RecordProof.TryDecode(input, out var proof, out _))
            return false;
        FindingException.ThrowUnlessSame(input, Encode(proof));
        return true;
    }

    private static byte[] Encode(RecordProof proof)
    {
        var bytes = new byte[proof.EncodedByteCount];
        proof.Encode(bytes);
        return bytes;
    }
}
