using System.Buffers.Binary;

namespace Amaters.Verifier.Bundles;

/// <summary>What stands before a frame's body: a byte for its kind and four for its length, little endian.</summary>
/// <param name="Kind">What the body is.</param>
/// <param name="BodyByteCount">Bytes of the body that follows.</param>
public readonly record struct FrameHead(FrameKind Kind, int BodyByteCount)
{
    /// <summary>Bytes of a head.</summary>
    public const int EncodedByteCount = 1 + sizeof(int);

    /// <summary>Writes the head's <see cref="EncodedByteCount"/> bytes.</summary>
    public void Encode(Span<byte> destination)
    {
        destination[0] = (byte)Kind;
        BinaryPrimitives.WriteInt32LittleEndian(destination[1..EncodedByteCount], BodyByteCount);
    }

    /// <summary>Reads the head that stands first in these bytes; false where they are too few or announce a body longer than a frame may have.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, out FrameHead head)
    {
        head = source.Length < EncodedByteCount ? default : new((FrameKind)source[0], BinaryPrimitives.ReadInt32LittleEndian(source[1..]));
        return source.Length >= EncodedByteCount && head.BodyByteCount is >= 0 and <= FrameReader.BodyByteCountMax;
    }
}
