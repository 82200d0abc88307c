using Amaters.Verifier.Groth16;

namespace Amaters.Fuzz.Targets;

/// <summary>The binary form of a verifying key.</summary>
internal sealed class VerifyingKeyTarget : IFuzzTarget
{
    public string Name => "verifying-key";

    public IReadOnlyList<byte[]> Seeds { get; } = [FuzzSeeds.Key.Encode()];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!VerifyingKey.TryDecode(input, out var key, out _))
            return false;
        FindingException.ThrowUnlessSame(input, key.Encode());
        return true;
    }
}
