using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Amaters.Circuits.Fields;

namespace Amaters.Ledger.Protocol;

/// <summary>What a key-registry signature signs: one field element per change, different for every kind, key and ledger.</summary>
/// <remarks>
/// <para>
/// The first 31 bytes of SHA-256 over the bytes below, read little endian. Client and replica compute it alike, so it
/// stands beside the messages that it signs.
/// </para>
/// <code>
/// offset  length  content
/// 0       24      "amaters/key-registry/v1\0"
/// 24      1       kind: 1 register, 2 register (registrar's approval), 3 rotate, 4 rotate (successor's consent), 5 revoke, 6 expire
/// 25      32      ledger id
/// 57      32      the key that changes, compressed
/// 89      32      successor key for kinds 3 and 4, else zero
/// 121     8       sequence for kind 6, else zero, little endian
/// 129     –       label for kinds 1 and 2, UTF-8
/// </code>
/// </remarks>
public static class KeyChangeDigest
{
    /// <summary>Bytes of a compressed Jubjub key.</summary>
    public const int PublicKeyByteCount = 32;

    private const int FixedByteCount = 129;

    private static ReadOnlySpan<byte> Domain => "amaters/key-registry/v1\0"u8;

    /// <summary>Signed by a key that registers itself.</summary>
    public static Fr Register(Fr ledgerId, ReadOnlySpan<byte> publicKey, string label) =>
        Compute(1, ledgerId, publicKey, default, 0, label);

    /// <summary>Signed by a registrar that admits a key.</summary>
    public static Fr ApproveRegistration(Fr ledgerId, ReadOnlySpan<byte> publicKey, string label) =>
        Compute(2, ledgerId, publicKey, default, 0, label);

    /// <summary>Signed by the key that retires.</summary>
    public static Fr Rotate(Fr ledgerId, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> successorPublicKey) =>
        Compute(3, ledgerId, publicKey, successorPublicKey, 0, "");

    /// <summary>Signed by the key that succeeds.</summary>
    public static Fr ConsentToSucceed(Fr ledgerId, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> successorPublicKey) =>
        Compute(4, ledgerId, publicKey, successorPublicKey, 0, "");

    /// <summary>Signed by the key itself or a registrar.</summary>
    public static Fr Revoke(Fr ledgerId, ReadOnlySpan<byte> publicKey) =>
        Compute(5, ledgerId, publicKey, default, 0, "");

    /// <summary>Signed by the key itself or a registrar.</summary>
    public static Fr Expire(Fr ledgerId, ReadOnlySpan<byte> publicKey, ulong atSequence) =>
        Compute(6, ledgerId, publicKey, default, atSequence, "");

    private static Fr Compute(byte kind, Fr ledgerId, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> successorPublicKey, ulong sequence, string label)
    {
        var message = new byte[FixedByteCount + Encoding.UTF8.GetByteCount(label)];
        Domain.CopyTo(message);
        message[24] = kind;
        ledgerId.Encode(message.AsSpan(25, 32));
        publicKey.CopyTo(message.AsSpan(57, 32));
        successorPublicKey.CopyTo(message.AsSpan(89, 32));
        BinaryPrimitives.WriteUInt64LittleEndian(message.AsSpan(121), sequence);
        Encoding.UTF8.GetBytes(label, message.AsSpan(FixedByteCount));

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message, digest);
        return Fr.FromDigest(digest);
    }
}
