using System.Security.Cryptography;
using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Statements;

/// <summary>How ciphertexts enter the statement: by digest only.</summary>
public static class PayloadDigest
{
    /// <summary>The first 31 bytes of SHA-256 of the ciphertext, read as a little-endian field element (STATE-7).</summary>
    public static Fr Of(ReadOnlySpan<byte> ciphertext)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(ciphertext, digest);
        return Fr.FromDigest(digest);
    }
}
