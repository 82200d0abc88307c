namespace Amaters.Ledger.Client.Encryption;

/// <summary>Datasheet of the HPKE suites in use (RFC 9180), and their identifiers.</summary>
/// <remarks>
/// <para>Mode: base (0x00). The sender is authenticated by the command's own signature, so the authenticated mode is not built.</para>
/// <para>KEM: DHKEM(X25519, HKDF-SHA256), 0x0020: Nsecret = Nenc = Npk = Nsk = 32 bytes.</para>
/// <para>KDF: HKDF-SHA256, 0x0001: Nh = 32 bytes. AEAD: <see cref="HpkeAead"/>, Nn = 12 bytes, Nt = 16 bytes.</para>
/// <para>X25519 comes from libcrypto or BouncyCastle, HKDF and the ciphers from the framework.</para>
/// <para>Tests: the vectors of RFC 9180 A.1.1 and A.2.1, the Go project's accumulated vectors, and @hpke/core in both directions.</para>
/// </remarks>
internal static class HpkeSuite
{
    /// <summary>DHKEM(X25519, HKDF-SHA256).</summary>
    public const ushort KemId = 0x0020;

    /// <summary>HKDF-SHA256.</summary>
    public const ushort KdfId = 0x0001;

    /// <summary>Nh: bytes of an HKDF-SHA256 pseudorandom key.</summary>
    public const int HashByteCount = 32;

    /// <summary>Nsecret: bytes of the KEM's shared secret.</summary>
    public const int SharedSecretByteCount = 32;

    /// <summary>Nn: bytes of a nonce, the same for all three ciphers.</summary>
    public const int NonceByteCount = 12;

    /// <summary>Nt: bytes that a ciphertext is longer than its plaintext.</summary>
    public const int TagByteCount = 16;

    /// <summary>The longest Nk of the three ciphers.</summary>
    public const int MaxKeyByteCount = 32;

    /// <summary>suite_id of the KEM's own key derivation: "KEM" ‖ I2OSP(kem_id, 2).</summary>
    public static ReadOnlySpan<byte> KemSuiteId => [(byte)'K', (byte)'E', (byte)'M', 0x00, 0x20];

    /// <summary>suite_id of the key schedule: "HPKE" ‖ kem_id ‖ kdf_id ‖ aead_id, two big-endian bytes each.</summary>
    public static byte[] SuiteId(HpkeAead aead)
    {
        var suiteId = new byte[10];
        var writer = new ByteWriter(suiteId);
        writer.Write("HPKE"u8);
        writer.WriteUInt16BigEndian(KemId);
        writer.WriteUInt16BigEndian(KdfId);
        writer.WriteUInt16BigEndian((ushort)aead);
        return suiteId;
    }

    /// <summary>Nk: bytes of the cipher's key.</summary>
    public static int KeyByteCount(HpkeAead aead) => aead == HpkeAead.Aes128Gcm ? 16 : 32;
}
