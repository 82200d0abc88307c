using System.Security.Cryptography;
using Amaters.Circuits.Fields;

namespace Amaters.Ledger.Client.Tags;

/// <summary>The secret under which a client's plaintext keys become tags. Zeroed when disposed.</summary>
/// <remarks>
/// <para>A tag is a pseudorandom function of collection and key: the ledger learns that two commands name the same record, and nothing else.</para>
/// <para>The tag key must outlive every record: without it records are still readable by scan, but cannot be found by key.</para>
/// </remarks>
public sealed class TagKey : IDisposable
{
    /// <summary>Length of the key.</summary>
    public const int ByteCount = 32;

    private readonly SecretBytes _key;

    private TagKey(SecretBytes key) => _key = key;

    /// <summary>The key's bytes, for the key file.</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    internal ReadOnlySpan<byte> Encoded => _key.Span;

    /// <summary>A fresh key from the operating system's generator.</summary>
    public static TagKey Generate() => new(SecretBytes.Random(ByteCount));

    /// <summary>Takes over a key that was kept elsewhere.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static TagKey FromBytes(ReadOnlySpan<byte> encoded)
    {
        if (encoded.Length != ByteCount)
            throw new ArgumentException("A tag key has 32 bytes.", nameof(encoded));
        return new TagKey(SecretBytes.CopyOf(encoded));
    }

    /// <summary>31 bytes of HMAC-SHA-256(tag key, "amaters-ledger tag v1" ‖ collection ‖ key).</summary>
    /// <param name="collection">The collection, 32 bytes in the input, so that what follows is the key and nothing else.</param>
    /// <param name="key">The plaintext key, any length.</param>
    public Fr TagOf(Fr collection, ReadOnlySpan<byte> key)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key.Span);
        Span<byte> collectionBytes = stackalloc byte[Fr.EncodedByteCount];
        collection.Encode(collectionBytes);
        mac.AppendData("amaters-ledger tag v1"u8);
        mac.AppendData(collectionBytes);
        mac.AppendData(key);
        Span<byte> code = stackalloc byte[SHA256.HashSizeInBytes];
        mac.GetHashAndReset(code);
        return Fr.FromDigest(code);
    }

    /// <summary>Zeroes the key.</summary>
    public void Dispose() => _key.Dispose();

    /// <summary>Says only what this is.</summary>
    public override string ToString() => "tag key";
}
