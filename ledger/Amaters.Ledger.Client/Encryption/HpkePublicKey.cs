using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Amaters.Circuits.Fields;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace Amaters.Ledger.Client.Encryption;

/// <summary>An X25519 public key that payloads are sealed to: a client's own, or one that a group shares.</summary>
/// <remarks>Canonical (u &lt; 2²⁵⁵ − 19, top bit clear) and not of small order, so that one key has one id and no secret is ever zero.</remarks>
public sealed class HpkePublicKey : IEquatable<HpkePublicKey>
{
    /// <summary>Length of the encoding: the u-coordinate, little endian (RFC 7748 §5).</summary>
    public const int ByteCount = 32;

    private static readonly byte[] IdDomain = "amaters-ledger encryption key v1"u8.ToArray();

    // 2²⁵⁵ − 19, little endian.
    private static readonly byte[] FieldModulus = [0xed, .. Enumerable.Repeat((byte)0xff, 30), 0x7f];

    private readonly byte[] _encoded;

    private HpkePublicKey(byte[] encoded)
    {
        _encoded = encoded;
        KeyId = Fr.FromDigest(SHA256.HashData([.. IdDomain, .. encoded]));
    }

    /// <summary>The encoding, <see cref="ByteCount"/> bytes.</summary>
    public ReadOnlySpan<byte> Encoded => _encoded;

    /// <summary>The <c>encryptionKeyId</c> of commands sealed to this key: 31 bytes of SHA-256("amaters-ledger encryption key v1" ‖ key).</summary>
    public Fr KeyId { get; }

    /// <summary>Reads a key that came from elsewhere.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, [NotNullWhen(true)] out HpkePublicKey? key, out HpkeKeyRejection reason)
    {
        key = null;
        if (source.Length != ByteCount)
            reason = HpkeKeyRejection.WrongLength;
        else if (!IsCanonical(source))
            reason = HpkeKeyRejection.NotCanonical;
        else if (IsSmallOrder(source))
            reason = HpkeKeyRejection.SmallOrder;
        else
        {
            key = new HpkePublicKey(source.ToArray());
            reason = HpkeKeyRejection.None;
        }

        return key is not null;
    }

    /// <inheritdoc/>
    public bool Equals(HpkePublicKey? other) => other is not null && _encoded.AsSpan().SequenceEqual(other._encoded);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HpkePublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => KeyId.GetHashCode();

    /// <summary>The encoding in hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(_encoded);

    /// <summary>The public key of a private one: k·9, which is canonical and of large order for every clamped k.</summary>
    internal static HpkePublicKey OfPrivateKey(ReadOnlySpan<byte> privateKey)
    {
        var encoded = new byte[ByteCount];
        X25519.GeneratePublicKey(privateKey, encoded);
        return new HpkePublicKey(encoded);
    }

    private static bool IsCanonical(ReadOnlySpan<byte> source)
    {
        for (int i = ByteCount - 1; i >= 0; i--)
        {
            if (source[i] != FieldModulus[i])
                return source[i] < FieldModulus[i];
        }

        return false;
    }

    // Clamping makes the scalar 2²⁵⁴ of zeros: a power of two, it sends exactly the points of small order to zero.
    private static bool IsSmallOrder(ReadOnlySpan<byte> source)
    {
        Span<byte> zeros = stackalloc byte[ByteCount];
        zeros.Clear();
        Span<byte> product = stackalloc byte[ByteCount];
        return !X25519.CalculateAgreement(zeros, source, product);
    }
}
