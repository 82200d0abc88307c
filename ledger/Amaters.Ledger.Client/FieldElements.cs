using System.Diagnostics;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;

namespace Amaters.Ledger.Client;

/// <summary>How 32-byte digests become field elements, and how elements are written.</summary>
internal static class FieldElements
{
    /// <summary>The first 31 bytes of a SHA-256 or HMAC-SHA-256 output, read as a little-endian integer: as <see cref="PayloadDigest"/> reads its own.</summary>
    public static Fr FromDigest(ReadOnlySpan<byte> digest)
    {
        Span<byte> encoded = stackalloc byte[Fr.EncodedByteCount];
        encoded.Clear();
        digest[..PayloadDigest.ByteCount].CopyTo(encoded);
        if (!Fr.TryDecode(encoded, out var element))
            throw new UnreachableException("31 bytes are below the modulus.");
        return element;
    }

    /// <summary>Appends the 32-byte little-endian encoding.</summary>
    public static void Write(this ref ByteWriter writer, Fr element) => element.Encode(writer.Take(Fr.EncodedByteCount));
}
