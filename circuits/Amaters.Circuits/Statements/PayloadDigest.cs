using System.Security.Cryptography;
using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Statements;

/// <summary>How ciphertexts enter the statement: by digest only.</summary>
public static class PayloadDigest
{
    /// <summary>Bytes of SHA-256 that are kept: as many as always stay below the field modulus.</summary>
    public const int ByteCount = 31;

    /// <summary>The first 31 bytes of SHA-256 of the ciphertext, read as a little-endian field element (STATE-7).</summary>
    public static Fr Of(ReadOnlySpan<byte> ciphertext)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(ciphertext, digest);
        digest[ByteCount..].Clear();
        return Fr.TryDecode(digest, out var element) ? element : throw new InvalidOperationException("31 bytes are below the modulus.");
    }
}
