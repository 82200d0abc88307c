using System.Buffers.Binary;
using Amaters.Circuits.Fields;

namespace Amaters.Ledger.Storage;

/// <summary>Builds the keys of rows. Numbers are big endian so that byte order is number order.</summary>
internal static class RowKey
{
    /// <summary>The one row of progress in <see cref="Family.Meta"/>.</summary>
    public static ReadOnlySpan<byte> Progress => "progress"u8;

    /// <summary>The one row of the placement table in <see cref="Family.Meta"/>.</summary>
    public static ReadOnlySpan<byte> Placement => "placement"u8;

    /// <summary>Stands in <see cref="Family.Meta"/> while a snapshot replaces all rows.</summary>
    public static ReadOnlySpan<byte> Replacing => "replacing"u8;

    public static byte[] Number(ulong number)
    {
        var key = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(key, number);
        return key;
    }

    public static byte[] Shard(int shard)
    {
        var key = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(key, shard);
        return key;
    }

    public static byte[] TreeNode(int level, ulong index)
    {
        var key = new byte[9];
        key[0] = checked((byte)level);
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(1), index);
        return key;
    }

    /// <summary>A field element as 32 bytes, little endian.</summary>
    public static byte[] Element(Fr element)
    {
        var key = new byte[Fr.EncodedByteCount];
        element.Encode(key);
        return key;
    }

    /// <summary>Collection, then tag: 64 bytes.</summary>
    public static byte[] Record(Fr collection, Fr tag)
    {
        var key = new byte[2 * Fr.EncodedByteCount];
        collection.Encode(key.AsSpan(0, Fr.EncodedByteCount));
        tag.Encode(key.AsSpan(Fr.EncodedByteCount));
        return key;
    }

    /// <summary>Collection, tag, then version: 72 bytes.</summary>
    public static byte[] Version(Fr collection, Fr tag, ulong version)
    {
        var key = new byte[2 * Fr.EncodedByteCount + 8];
        Record(collection, tag).CopyTo(key, 0);
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(2 * Fr.EncodedByteCount), version);
        return key;
    }

    public static ulong ReadNumber(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadUInt64BigEndian(key);
}
