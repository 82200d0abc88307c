using Amaters.Verifier.Curve;

namespace Amaters.Verifier.Encodings;

/// <summary>The three highest bits of the first byte of an encoded point, which no coordinate below p uses.</summary>
/// <remarks>Zcash protocol specification §5.4.9.2; the same form in the IETF BLS signature draft, appendix C, and in blst.</remarks>
internal static class PointFlags
{
    public const byte Compressed = 0x80;
    public const byte Infinity = 0x40;
    public const byte LargerY = 0x20;
    public const byte Mask = Compressed | Infinity | LargerY;

    /// <summary>Checks length and flags, before any arithmetic.</summary>
    /// <param name="source">The encoded point.</param>
    /// <param name="byteCount">The length its form demands.</param>
    /// <param name="compressed">Whether the form is the compressed one.</param>
    /// <param name="isInfinity">Whether it is the one encoding of infinity.</param>
    public static PointRejection Check(ReadOnlySpan<byte> source, int byteCount, bool compressed, out bool isInfinity)
    {
        isInfinity = false;
        if (source.Length != byteCount)
            return PointRejection.WrongLength;
        if ((source[0] & Compressed) != 0 != compressed)
            return PointRejection.WrongForm;
        var sign = (source[0] & LargerY) != 0;
        var infinity = (source[0] & Infinity) != 0;
        if (sign && (infinity || !compressed))
            return PointRejection.InvalidFlags;
        if (!infinity)
            return PointRejection.None;
        if ((source[0] & ~Mask) != 0 || source[1..].ContainsAnyExcept((byte)0))
            return PointRejection.NonCanonicalInfinity;
        isInfinity = true;
        return PointRejection.None;
    }
}
