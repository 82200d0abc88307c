using Amaters.Ledger.Client.Encryption;

namespace Amaters.Fuzz.Targets;

/// <summary>A recipient's public key. Whichever is accepted can be sealed to.</summary>
internal sealed class RecipientKeyTarget : IFuzzTarget
{
    public string Name => "recipient-key";

    public IReadOnlyList<byte[]> Seeds { get; } = [[9, .. new byte[31]], Convert.FromHexString("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a")];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!HpkePublicKey.TryDecode(input, out var key, out _))
            return false;
        FindingException.ThrowUnlessSame(input, key.Encoded);
        using var sender = new HpkeSender(key, HpkeAead.Aes256Gcm, []);
        return true;
    }
}
