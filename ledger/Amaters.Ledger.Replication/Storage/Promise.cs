using System.Buffers.Binary;

namespace Amaters.Ledger.Replication.Storage;

/// <summary>What a node may have told others. Default: nothing.</summary>
/// <param name="LastIndex">The last entry it may have acknowledged.</param>
/// <param name="LastTerm">That entry's term.</param>
/// <param name="Term">The term in which it acts.</param>
/// <param name="Vote">Whom it has voted for in that term; 0 for nobody.</param>
/// <remarks>
/// Its bytes, little endian. docs/raft.md repeats this table: change both together.
/// <code>
///  0  4  magic "AAM1"
///  4  4  CRC-32C of bytes 8 to 47
///  8  8  last index     16  8  its term
/// 24  8  current term   32  8  vote (0: none)
/// 40  8  reserved, 0
/// </code>
/// </remarks>
internal readonly record struct Promise(ulong LastIndex, ulong LastTerm, ulong Term, ulong Vote)
{
    public const int ByteCount = 48;

    private const int Checksum = 4, Body = 8, Reserved = 40;

    private static ReadOnlySpan<byte> Magic => "AAM1"u8;

    /// <summary>Reads <see cref="ByteCount"/> bytes; false if they are not what <see cref="Encode"/> writes.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out Promise promise)
    {
        promise = default;
        if (bytes.Length != ByteCount || !bytes.StartsWith(Magic) || bytes[Reserved..].ContainsAnyExcept((byte)0)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[Checksum..]) != Crc32C.Compute(bytes[Body..]))
        {
            return false;
        }

        promise = new Promise(LogRecords.UInt64At(bytes, 1), LogRecords.UInt64At(bytes, 2), LogRecords.UInt64At(bytes, 3), LogRecords.UInt64At(bytes, 4));
        return true;
    }

    /// <summary>Writes all of <see cref="ByteCount"/> bytes.</summary>
    public void Encode(Span<byte> bytes)
    {
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], LastIndex);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], LastTerm);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], Term);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[32..], Vote);
        bytes[Reserved..ByteCount].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[Checksum..], Crc32C.Compute(bytes[Body..ByteCount]));
    }
}
