using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Encodings;

/// <summary>The standard byte forms of G1 points, read strictly: each point has exactly one encoding of each form.</summary>
/// <remarks>
/// <code>
/// compressed    48 bytes   x, with the flags in the first three bits
/// uncompressed  96 bytes   x (48), y (48)
///
/// flag 0x80  compressed form
/// flag 0x40  infinity: every other bit but 0x80 is zero
/// flag 0x20  compressed form only: y is the larger of the two roots
/// </code>
/// Coordinates are big endian and below p. Specification: Zcash protocol §5.4.9.2.
/// </remarks>
public static class G1Encoding
{
    /// <summary>Bytes of the compressed form.</summary>
    public const int CompressedByteCount = 48;

    /// <summary>Bytes of the uncompressed form.</summary>
    public const int UncompressedByteCount = 96;

    /// <summary>Reads the compressed form; false, with the reason, for anything that is not the one encoding of a point of G1.</summary>
    public static bool TryDecodeCompressed(ReadOnlySpan<byte> source, out G1Affine point, out PointRejection rejection)
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

        if (!((x.Square() * x) + G1Affine.B).TrySquareRoot(out var y))
        {
            rejection = PointRejection.NotOnCurve;
            return false;
        }

        if (y.IsLexicographicallyLargest != ((source[0] & PointFlags.LargerY) != 0))
            y = -y;
        return G1Affine.TryCreate(x, y, out point, out rejection);
    }

    /// <summary>Reads the x-coordinate of a compressed point other than infinity and which of the two roots y is; the point is still to be found and checked. False for any other bytes.</summary>
    internal static bool TryReadCompressed(ReadOnlySpan<byte> source, out Fp x, out bool takesLargerY)
    {
        x = default;
        takesLargerY = false;
        if (PointFlags.Check(source, CompressedByteCount, compressed: true, out var isInfinity) != PointRejection.None || isInfinity)
            return false;
        takesLargerY = (source[0] & PointFlags.LargerY) != 0;
        return TryDecodeCoordinate(source, PointFlags.Mask, out x);
    }

    /// <summary>Reads the uncompressed form; false, with the reason, for anything that is not the one encoding of a point of G1.</summary>
    public static bool TryDecodeUncompressed(ReadOnlySpan<byte> source, out G1Affine point, out PointRejection rejection)
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

        return G1Affine.TryCreate(x, y, out point, out rejection);
    }

    /// <summary>Writes the compressed form to the first 48 bytes.</summary>
    /// <exception cref="ArgumentException">The span is shorter.</exception>
    public static void EncodeCompressed(in G1Affine point, Span<byte> destination)
    {
        EncodeCoordinate(point.X, destination);
        destination[0] |= PointFlags.Compressed;
        if (point.IsInfinity)
            destination[0] |= PointFlags.Infinity;
        else if (point.Y.IsLexicographicallyLargest)
            destination[0] |= PointFlags.LargerY;
    }

    /// <summary>Writes the uncompressed form to the first 96 bytes.</summary>
    /// <exception cref="ArgumentException">The span is shorter.</exception>
    public static void EncodeUncompressed(in G1Affine point, Span<byte> destination)
    {
        EncodeCoordinate(point.X, destination);
        EncodeCoordinate(point.Y, destination[CompressedByteCount..]);
        if (point.IsInfinity)
            destination[0] |= PointFlags.Infinity;
    }

    private static bool TryDecodeCoordinate(ReadOnlySpan<byte> source, byte flags, out Fp value)
    {
        Span<byte> bytes = stackalloc byte[Fp.EncodedByteCount];
        source.CopyTo(bytes);
        bytes[0] &= (byte)~flags;
        return Fp.TryDecode(bytes, out value);
    }

    private static void EncodeCoordinate(in Fp value, Span<byte> destination) => value.Encode(destination);
}
