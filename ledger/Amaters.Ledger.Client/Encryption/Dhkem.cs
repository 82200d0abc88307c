using System.Diagnostics;
using System.Security.Cryptography;

namespace Amaters.Ledger.Client.Encryption;

/// <summary>DHKEM(X25519, HKDF-SHA256) of RFC 9180 §4.1.</summary>
internal static class Dhkem
{
    /// <summary>Encap: agrees on a secret with the recipient under a fresh ephemeral key.</summary>
    /// <param name="recipient">The key to seal to.</param>
    /// <param name="sharedSecret">Receives Nsecret bytes.</param>
    public static EncapsulatedKey Encapsulate(HpkePublicKey recipient, Span<byte> sharedSecret)
    {
        using var ephemeral = HpkePrivateKey.Generate();
        return Encapsulate(recipient, ephemeral, sharedSecret);
    }

    /// <summary>Encap with a given ephemeral key, which must never be used twice; the vectors need it.</summary>
    public static EncapsulatedKey Encapsulate(HpkePublicKey recipient, HpkePrivateKey ephemeral, Span<byte> sharedSecret)
    {
        var encapsulated = new EncapsulatedKey(ephemeral.PublicKey.Encoded);
        if (!TryAgree(ephemeral, recipient.Encoded, encapsulated, recipient, sharedSecret))
            throw new UnreachableException("The recipient's key has small order, which its type rules out.");
        return encapsulated;
    }

    /// <summary>Decap: finds the secret again; false where the encapsulated key is a point of small order.</summary>
    public static bool TryDecapsulate(EncapsulatedKey encapsulated, HpkePrivateKey recipient, Span<byte> sharedSecret) =>
        TryAgree(recipient, encapsulated.Encoded, encapsulated, recipient.PublicKey, sharedSecret);

    // dh = X25519(sk, pk);  shared_secret = ExtractAndExpand(dh, enc ‖ pkR).
    private static bool TryAgree(HpkePrivateKey own, ReadOnlySpan<byte> other, EncapsulatedKey encapsulated, HpkePublicKey recipient, Span<byte> sharedSecret)
    {
        Span<byte> agreement = stackalloc byte[HpkePublicKey.ByteCount];
        var nonZero = own.TryAgree(other, agreement);
        if (nonZero)
        {
            Span<byte> pseudorandomKey = stackalloc byte[HpkeSuite.HashByteCount];
            LabeledHkdf.Extract(HpkeSuite.KemSuiteId, [], "eae_prk"u8, agreement, pseudorandomKey);
            LabeledHkdf.Expand(HpkeSuite.KemSuiteId, pseudorandomKey, "shared_secret"u8, [.. encapsulated.Encoded, .. recipient.Encoded], sharedSecret);
            CryptographicOperations.ZeroMemory(pseudorandomKey);
        }

        CryptographicOperations.ZeroMemory(agreement);
        return nonZero;
    }
}
