using Amaters.Verifier.Snarkjs;

namespace Amaters.Fuzz.Targets;

/// <summary>The document <c>verification_key.json</c> of snarkjs.</summary>
internal sealed class SnarkjsKeyTarget : IFuzzTarget
{
    public string Name => "snarkjs-key";

    public IReadOnlyList<byte[]> Seeds { get; } = [SnarkjsVerificationKey.Write(FuzzSeeds.Key)];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!SnarkjsVerificationKey.TryRead(input, default, out var key, out _))
            return false;
        // Layout and passed-over properties differ, but the document that is written must read back as the same value.
        var written = SnarkjsVerificationKey.Write(key);
        if (!SnarkjsVerificationKey.TryRead(written, default, out var again, out _))
            throw new FindingException("What was written is not accepted.");
        FindingException.ThrowUnlessSame(written, SnarkjsVerificationKey.Write(again));
        return true;
    }
}
