using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Encodings;

/// <summary>The standard byte forms of G2 points, read strictly: each point has exactly one encoding of each form.</summary>
/// <remarks>
/// <code>
/// compressed    96 bytes   x.c1 (48), x.c0 (48), with the flags in the first three bits
/// uncompressed  192 bytes   x.c1, x.c0, y.c1, y.c0 (48 each)
///
/// flag 0x80  compressed form
/// flag 0x40  infinity: every other bit but 0x80 is zero
/// flag 0x20  compressed form only: y is the larger of the two roots, compared by c1 first, then c0
/// </code>
/// Coordinates are big endian and below p. Specification: Zcash protocol §5.4.9.2.
/// </remarks>
public static class G2Encoding
{
    /// <summary>Bytes of the compressed form.</summary>
    public const int CompressedByteCount = 96;

    /// <summary>Bytes of the uncompressed form.</summary>
    public const int UncompressedByteCount = 192;

    /// <summary>Reads the compressed form; false, with the reason, for anything that is not the one encoding of a point of G2.</summary>
    public static bool TryDecodeCompressed(ReadOnlySpan<byte> source, out G2Affine point, out PointRejection rejection)
    {
        point = default;
        rejection = PointFlags.Check(source, CompressedByteCount, compressed: true, out var isInfinity);
        if (rejection != PointRejection.None || isInfinity)
            return isInfinity;

        if (!TryDecodeCoordinate(source, PointFlags.Mask, out var x))
        {
            rejection = PointRejection.NonCanonicalCoordinate;
            return false;
        }

        if (!((x.Square() * x) + G2Affine.B).TrySquareRoot(out var y))
        {
            rejection = PointRejection.NotOnCurve;
            return false;
        }

        if (y.IsLexicographicallyLargest != ((source[0] & PointFlags.LargerY) != 0))
            y = -y;
        return G2Affine.TryCreate(x, y, out point, out rejection);
    }

    /// <summary>Reads the x-coordinate of a compressed point other than infinity and which of the two roots y is; the point is still to be found and checked. False for any other bytes.</summary>
    internal static bool TryReadCompressed(ReadOnlySpan<byte> source, out Fp2 x, out bool takesLargerY)
    {
        x = default;
        takesLargerY = false;
        if (PointFlags.Check(source, CompressedByteCount, compressed: true, out var isInfinity) != PointRejection.None || isInfinity)
            return false;
        takesLargerY = (source[0] & PointFlags.LargerY) != 0;
        return TryDecodeCoordinate(source, PointFlags.Mask, out x);
    }

    /// <summary>Reads the uncompressed form; false, with the reason, for anything that is not the one encoding of a point of G2.</summary>
    public static bool TryDecodeUncompressed(ReadOnlySpan<byte> source, out G2Affine point, out PointRejection rejection)
    {
        point = default;
        rejection = PointFlags.Check(source, UncompressedByteCount, compressed: false, out var isInfinity);
        if (rejection != PointRejection.None || isInfinity)
            return isInfinity;

        if (!TryDecodeCoordinate(source[..CompressedByteCount], 0, out var x) || !TryDecodeCoordinate(source[CompressedByteCount..], 0, out var y))
        {
            rejection = PointRejection.NonCanonicalCoordinate;
            return false;
        }

        return G2Affine.TryCreate(x, y, out point, out rejection);
    }

    /// <summary>Writes the compressed form to the first 96 bytes.</summary>
    /// <exception cref="ArgumentException">The span is shorter.</exception>
    public static void EncodeCompressed(in G2Affine point, Span<byte> destination)
    {
        EncodeCoordinate(point.X, destination);
        destination[0] |= PointFlags.Compressed;
        if (point.IsInfinity)
            destination[0] |= PointFlags.Infinity;
        else if (point.Y.IsLexicographicallyLargest)
            destination[0] |= PointFlags.LargerY;
    }

    /// <summary>Writes the uncompressed form to the first 192 bytes.</summary>
    /// <exception cref="ArgumentException">The span is shorter.</exception>
    public static void EncodeUncompressed(in G2Affine point, Span<byte> destination)
    {
        EncodeCoordinate(point.X, destination);
        EncodeCoordinate(point.Y, destination[CompressedByteCount..]);
        if (point.IsInfinity)
            destination[0] |= PointFlags.Infinity;
    }

    // The imaginary part comes first.
    private static bool TryDecodeCoordinate(ReadOnlySpan<byte> source, byte flags, out Fp2 value)
    {
        Span<byte> bytes = stackalloc byte[CompressedByteCount];
        source.CopyTo(bytes);
        bytes[0] &= (byte)~flags;
        value = default;
        if (!Fp.TryDecode(bytes[..Fp.EncodedByteCount], out var c1) || !Fp.TryDecode(bytes[Fp.EncodedByteCount..], out var c0))
            return false;
        value = new Fp2(c0, c1);
        return true;
    }

    private static void EncodeCoordinate(in Fp2 value, Span<byte> destination)
    {
        value.C1.Encode(destination);
        value.C0.Encode(destination[Fp.EncodedByteCount..]);
    }
}
