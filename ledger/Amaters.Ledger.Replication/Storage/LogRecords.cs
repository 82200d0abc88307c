using System.Buffers.Binary;

namespace Amaters.Ledger.Replication.Storage;

/// <summary>The bytes of every record of the log store. docs/raft.md repeats these tables: change both together.</summary>
/// <remarks>
/// <para>Numbers are little endian, except keys: an index is a big-endian key, so that key order is log order.</para>
/// <para>Entries lie in blocks of consecutive ones, n ≥ 1 in each. A block's key, in both families, is the index of its first entry.</para>
/// <code>
/// family headers    key  8  first index    value 21 n: for each entry 0 8 term | 8 1 entry type | 9 4 payload length |
///                                                     13 4 CRC-32C of the payload | 17 4 CRC-32C of index (big endian) and bytes 0 to 16
/// family payloads   key  8  first index    value:     the n payloads as they came, end to end; absent if all are empty
/// family default    key "identity"         value 28:  0 4 format version 2 | 4 16 group id | 20 8 node id              + CRC
///                   key "hard-state"       value 24:  0 8 term | 8 8 vote | 16 8 commit                                + CRC
///                   key "compacted"        value 24:  0 8 last index compacted away | 8 8 its term |
///                                                     16 8 key of the block that the next index is, or will be, in   + CRC
///                   key "configuration"    value:     GroupConfiguration                                               + CRC
///                   key "snapshot"         value:     0 8 index | 8 8 term | 16 4 length of the data | 20 … data
///                                             (SnapshotTicket) | … members (GroupConfiguration without addresses)  + CRC
/// "+ CRC": four more bytes, the CRC-32C of key and value.
/// </code>
/// </remarks>
internal static class LogRecords
{
    /// <summary>The version that this program writes, and the only one it reads.</summary>
    public const uint FormatVersion = 2;

    public const int IndexKeyByteCount = sizeof(ulong);
    public const int HeaderByteCount = 21;
    private const int HeaderChecked = HeaderByteCount - sizeof(uint);

    public static ReadOnlySpan<byte> IdentityKey => "identity"u8;

    public static ReadOnlySpan<byte> HardStateKey => "hard-state"u8;

    public static ReadOnlySpan<byte> CompactedKey => "compacted"u8;

    public static ReadOnlySpan<byte> ConfigurationKey => "configuration"u8;

    public static ReadOnlySpan<byte> SnapshotKey => "snapshot"u8;

    public static byte[] Key(ulong index)
    {
        var key = new byte[IndexKeyByteCount];
        WriteKey(key, index);
        return key;
    }

    public static void WriteKey(Span<byte> key, ulong index) => BinaryPrimitives.WriteUInt64BigEndian(key, index);

    public static ulong ReadKey(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadUInt64BigEndian(key);

    public static void WriteHeader(Span<byte> header, ulong index, in EntryHeader value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(header, value.Term);
        header[8] = value.Type;
        BinaryPrimitives.WriteUInt32LittleEndian(header[9..], value.PayloadLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header[13..], value.PayloadCrc);
        BinaryPrimitives.WriteUInt32LittleEndian(header[HeaderChecked..], HeaderCrc(index, header));
    }

    /// <summary>False if the checksum does not match, which is also so for the header of another entry; nothing else is judged here.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> value, ulong index, out EntryHeader header)
    {
        header = default;
        if (BinaryPrimitives.ReadUInt32LittleEndian(value[HeaderChecked..]) != HeaderCrc(index, value))
            return false;
        header = new EntryHeader(
            BinaryPrimitives.ReadUInt64LittleEndian(value),
            value[8],
            BinaryPrimitives.ReadUInt32LittleEndian(value[9..]),
            BinaryPrimitives.ReadUInt32LittleEndian(value[13..]));
        return true;
    }

    /// <summary>Appends the checksum of key and value to a value of the default family.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var record = new byte[value.Length + sizeof(uint)];
        value.CopyTo(record);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(value.Length), Crc32C.Compute([.. key, .. value]));
        return record;
    }

    /// <summary>The value without its checksum; false if that does not match.</summary>
    public static bool TryUnseal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> record, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (record.Length < sizeof(uint))
            return false;
        var body = record[..^sizeof(uint)];
        if (BinaryPrimitives.ReadUInt32LittleEndian(record[^sizeof(uint)..]) != Crc32C.Compute([.. key, .. body]))
            return false;
        value = body;
        return true;
    }

    public static byte[] UInt64s(params ReadOnlySpan<ulong> values)
    {
        var bytes = new byte[values.Length * sizeof(ulong)];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), values[i]);
        return bytes;
    }

    public static ulong UInt64At(ReadOnlySpan<byte> value, int position) => BinaryPrimitives.ReadUInt64LittleEndian(value[(position * sizeof(ulong))..]);

    private static uint HeaderCrc(ulong index, ReadOnlySpan<byte> header)
    {
        Span<byte> bytes = stackalloc byte[IndexKeyByteCount + HeaderChecked];
        WriteKey(bytes, index);
        header[..HeaderChecked].CopyTo(bytes[IndexKeyByteCount..]);
        return Crc32C.Compute(bytes);
    }
}

/// <summary>What is kept of an entry beside its payload; enough to load a log without reading the payloads.</summary>
internal readonly record struct EntryHeader(ulong Term, byte Type, uint PayloadLength, uint PayloadCrc);
