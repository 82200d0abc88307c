using System.Buffers.Binary;
using Amaters.Ledger.Replication.Storage;

namespace Amaters.Fuzz.Targets;

/// <summary>Records of the Raft log as they lie in RocksDB: the index of an entry and its header, or a sealed record. Checksums are put right first.</summary>
internal sealed class LogRecordTarget : IFuzzTarget
{
    private const int HeaderInput = LogRecords.IndexKeyByteCount + LogRecords.HeaderByteCount, HeaderCrc = HeaderInput - sizeof(uint);

    public string Name => "log-record";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Header(1, new EntryHeader(1, 0, 0, 0)),
        Header(ulong.MaxValue, new EntryHeader(ulong.MaxValue, byte.MaxValue, uint.MaxValue, uint.MaxValue)),
        LogRecords.Seal(LogRecords.HardStateKey, LogRecords.UInt64s(3, 2, 1)),
        LogRecords.Seal(LogRecords.HardStateKey, []),
    ];

    public bool Accepts(ReadOnlySpan<byte> input) => input.Length == HeaderInput ? AcceptsHeader(input.ToArray()) : AcceptsSealed(input);

    private static bool AcceptsHeader(byte[] bytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(HeaderCrc), Crc32C.Compute(bytes.AsSpan(0, HeaderCrc)));
        var index = LogRecords.ReadKey(bytes);
        if (!LogRecords.TryReadHeader(bytes.AsSpan(LogRecords.IndexKeyByteCount), index, out var header))
            throw new FindingException("A header is refused whose checksum is right.");
        FindingException.ThrowUnlessSame(bytes, Header(index, header));
        if (LogRecords.TryReadHeader(bytes.AsSpan(LogRecords.IndexKeyByteCount), index ^ 1, out _))
            throw new FindingException("A header passes for that of another entry.");
        return true;
    }

    private static bool AcceptsSealed(ReadOnlySpan<byte> input)
    {
        var key = LogRecords.HardStateKey;
        if (LogRecords.TryUnseal(key, input, out var value))
            FindingException.ThrowUnlessSame(input, LogRecords.Seal(key, value));
        if (input.Length < sizeof(uint))
            return false;
        var body = input[..^sizeof(uint)];
        if (!LogRecords.TryUnseal(key, LogRecords.Seal(key, body), out value))
            throw new FindingException("A record is refused whose checksum is right.");
        FindingException.ThrowUnlessSame(body, value);
        return true;
    }

    private static byte[] Header(ulong index, EntryHeader header)
    {
        var bytes = new byte[HeaderInput];
        LogRecords.WriteKey(bytes, index);
        LogRecords.WriteHeader(bytes.AsSpan(LogRecords.IndexKeyByteCount), index, header);
        return bytes;
    }
}
