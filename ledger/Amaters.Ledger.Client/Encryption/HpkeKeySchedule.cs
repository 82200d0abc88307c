using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Amaters.Ledger.Client.Encryption;

/// <summary>What both ends derive from the shared secret in base mode (RFC 9180 §5.1): the cipher's key and the base nonce.</summary>
/// <remarks>The exporter secret is not derived: nothing here exports.</remarks>
internal sealed class HpkeKeySchedule : IDisposable
{
    private const byte BaseMode = 0x00;

    private readonly SecretBytes _key;
    private readonly byte[] _baseNonce = new byte[HpkeSuite.NonceByteCount];
    private readonly HpkeAead _aead;

    public HpkeKeySchedule(HpkeAead aead, ReadOnlySpan<byte> sharedSecret, ReadOnlySpan<byte> info)
    {
        _aead = aead;
        _key = SecretBytes.Zeros(HpkeSuite.KeyByteCount(aead));
        var suiteId = HpkeSuite.SuiteId(aead);

        // key_schedule_context = mode ‖ LabeledExtract("", "psk_id_hash", "") ‖ LabeledExtract("", "info_hash", info)
        Span<byte> context = stackalloc byte[1 + 2 * HpkeSuite.HashByteCount];
        context[0] = BaseMode;
        LabeledHkdf.Extract(suiteId, [], "psk_id_hash"u8, [], context.Slice(1, HpkeSuite.HashByteCount));
        LabeledHkdf.Extract(suiteId, [], "info_hash"u8, info, context[(1 + HpkeSuite.HashByteCount)..]);

        // secret = LabeledExtract(shared_secret, "secret", psk), the psk of base mode being empty
        Span<byte> secret = stackalloc byte[HpkeSuite.HashByteCount];
        LabeledHkdf.Extract(suiteId, sharedSecret, "secret"u8, [], secret);
        LabeledHkdf.Expand(suiteId, secret, "key"u8, context, _key.Span);
        LabeledHkdf.Expand(suiteId, secret, "base_nonce"u8, context, _baseNonce);
        CryptographicOperations.ZeroMemory(secret);
    }

    /// <summary>The cipher's key, for comparison with the vectors.</summary>
    internal ReadOnlySpan<byte> Key => _key.Span;

    /// <summary>The nonce of message 0.</summary>
    internal ReadOnlySpan<byte> BaseNonce => _baseNonce;

    /// <summary>Encrypts message number <paramref name="sequence"/>; each number must be used once.</summary>
    public void Seal(ulong sequence, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext)
    {
        Span<byte> nonce = stackalloc byte[HpkeSuite.NonceByteCount];
        WriteNonce(sequence, nonce);
        var body = ciphertext[..plaintext.Length];
        var tag = ciphertext[plaintext.Length..];
        if (_aead == HpkeAead.ChaCha20Poly1305)
        {
            using var cipher = new ChaCha20Poly1305(_key.Span);
            cipher.Encrypt(nonce, plaintext, body, tag, associatedData);
        }
        else
        {
            using var cipher = new AesGcm(_key.Span, HpkeSuite.TagByteCount);
            cipher.Encrypt(nonce, plaintext, body, tag, associatedData);
        }
    }

    /// <summary>Decrypts message number <paramref name="sequence"/>; false, and a zeroed plaintext, unless it is authentic.</summary>
    public bool TryOpen(ulong sequence, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        Span<byte> nonce = stackalloc byte[HpkeSuite.NonceByteCount];
        WriteNonce(sequence, nonce);
        var body = ciphertext[..plaintext.Length];
        var tag = ciphertext[plaintext.Length..];
        try
        {
            if (_aead == HpkeAead.ChaCha20Poly1305)
            {
                using var cipher = new ChaCha20Poly1305(_key.Span);
                cipher.Decrypt(nonce, body, tag, plaintext, associatedData);
            }
            else
            {
                using var cipher = new AesGcm(_key.Span, HpkeSuite.TagByteCount);
                cipher.Decrypt(nonce, body, tag, plaintext, associatedData);
            }

            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            plaintext.Clear();
            return false;
        }
    }

    /// <summary>Zeroes the key.</summary>
    public void Dispose() => _key.Dispose();

    // nonce = base_nonce XOR I2OSP(sequence, Nn)
    private void WriteNonce(ulong sequence, Span<byte> nonce)
    {
        _baseNonce.CopyTo(nonce);
        var low = nonce[(HpkeSuite.NonceByteCount - sizeof(ulong))..];
        BinaryPrimitives.WriteUInt64BigEndian(low, BinaryPrimitives.ReadUInt64BigEndian(low) ^ sequence);
    }
}
