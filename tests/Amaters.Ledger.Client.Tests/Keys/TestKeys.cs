using Amaters.Circuits.Signatures;
using Amaters.Ledger.Client.Keys;

namespace Amaters.Ledger.Client.Tests.Keys;

internal static class TestKeys
{
    /// <summary>Argon2id's least: a test of the format needs no half second for each guess.</summary>
    public static PassphraseCost CheapCost { get; } = new(MemoryKiB: 8, Iterations: 1, Lanes: 1);

    /// <summary>The three secrets in hexadecimal.</summary>
    public static string[] Secrets(ClientKeys keys)
    {
        var signingKey = new byte[SchnorrSecretKey.EncodedByteCount];
        keys.SigningKey.Encode(signingKey);
        return [Convert.ToHexStringLower(signingKey), Convert.ToHexStringLower(keys.DecryptionKey.Encoded), Convert.ToHexStringLower(keys.TagKey.Encoded)];
    }

    /// <summary>The same bytes in the other order, as a number's digits would show them.</summary>
    public static string Reversed(string hex) => Convert.ToHexStringLower([.. Convert.FromHexString(hex).Reverse()]);
}
