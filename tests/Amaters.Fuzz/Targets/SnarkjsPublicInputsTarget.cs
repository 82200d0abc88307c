using Amaters.Verifier.Snarkjs;

namespace Amaters.Fuzz.Targets;

/// <summary>The document <c>public.json</c> of snarkjs.</summary>
internal sealed class SnarkjsPublicInputsTarget : IFuzzTarget
{
    public string Name => "snarkjs-public";

    public IReadOnlyList<byte[]> Seeds { get; } = [SnarkjsPublicInputs.Write([FuzzSeeds.Header.Digest()]), "[]"u8.ToArray(), "[\"0\",\"1\"]"u8.ToArray()];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!SnarkjsPublicInputs.TryRead(input, out var inputs, out _))
            return false;
        // Layout and passed-over properties differ, but the document that is written must read back as the same value.
        var written = SnarkjsPublicInputs.Write(inputs);
        if (!SnarkjsPublicInputs.TryRead(written, out var again, out _))
            throw new FindingException("What was written is not accepted.");
        FindingException.ThrowUnlessSame(written, SnarkjsPublicInputs.Write(again));
        return true;
    }
}
