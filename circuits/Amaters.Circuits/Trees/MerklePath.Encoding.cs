using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Trees;

// | offset | bytes        | field                                                       |
// |--------|--------------|-------------------------------------------------------------|
// | 0      | 1            | depth, 1 to 21                                              |
// | 1      | 8            | position, little endian                                     |
// | 9      | 32·7·depth   | siblings from the leaf's level up, each left to right       |
public sealed partial class MerklePath
{
    private const int PrefixByteCount = 9;

    /// <summary>Length of <see cref="Encode"/>.</summary>
    public int EncodedByteCount => ByteCountOf(Depth);

    /// <summary>Writes depth, position and siblings to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The span is shorter than <see cref="EncodedByteCount"/>.</exception>
    public void Encode(Span<byte> destination)
    {
        if (destination.Length < EncodedByteCount)
            throw new ArgumentException($"This path takes {EncodedByteCount} bytes.", nameof(destination));
        destination[0] = (byte)Depth;
        BinaryPrimitives.WriteUInt64LittleEndian(destination[1..], Position);
        for (int i = 0; i < _siblings.Length; i++)
            _siblings[i].Encode(destination[(PrefixByteCount + (i * Fr.EncodedByteCount))..]);
    }

    /// <summary>Reads exactly the bytes that <see cref="Encode"/> writes.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, [NotNullWhen(true)] out MerklePath? path, out MerklePathRejection reason)
    {
        path = null;
        reason = Read(source, ref path);
        return reason == MerklePathRejection.None;
    }

    private static MerklePathRejection Read(ReadOnlySpan<byte> source, ref MerklePath? path)
    {
        if (source.Length < PrefixByteCount)
            return MerklePathRejection.WrongLength;
        int depth = source[0];
        if (depth is 0 or > OctalTree.DepthLimit)
            return MerklePathRejection.UnsupportedDepth;
        if (source.Length != ByteCountOf(depth))
            return MerklePathRejection.WrongLength;
        ulong position = BinaryPrimitives.ReadUInt64LittleEndian(source[1..]);
        if (!OctalTree.HasPosition(depth, position))
            return MerklePathRejection.PositionOutOfRange;

        var siblings = new Fr[depth * OctalTree.SiblingCount];
        for (int i = 0; i < siblings.Length; i++)
        {
            if (!Fr.TryDecode(source.Slice(PrefixByteCount + (i * Fr.EncodedByteCount), Fr.EncodedByteCount), out siblings[i]))
                return MerklePathRejection.NonCanonicalSibling;
        }

        path = new MerklePath(position, siblings);
        return MerklePathRejection.None;
    }

    internal static int ByteCountOf(int depth) => PrefixByteCount + (depth * OctalTree.SiblingCount * Fr.EncodedByteCount);
}
