using System.Buffers.Binary;
using System.Numerics;

namespace Amaters.Ledger.Replication.Storage;

/// <summary>CRC-32C (Castagnoli, RFC 3720 appendix B.4) of every record on disk; against accidents, not against an adversary.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of the bytes, in one instruction per eight of them where the processor has it.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}
