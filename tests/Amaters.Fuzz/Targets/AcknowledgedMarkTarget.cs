using System.Buffers.Binary;
using Amaters.Ledger.Replication.Storage;

namespace Amaters.Fuzz.Targets;

/// <summary>The file that says what a node has acknowledged. Its checksum is put right first, or no mutation would get past it.</summary>
internal sealed class AcknowledgedMarkTarget : IFuzzTarget
{
    public string Name => "acknowledged-mark";

    public IReadOnlyList<byte[]> Seeds { get; } = [Encode(default), Encode(new Promise(900, 7, 8, 3)), Encode(new Promise(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue))];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        var bytes = input.ToArray();
        if (bytes.Length >= 8)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), Crc32C.Compute(bytes.AsSpan(8)));
        if (!Promise.TryDecode(bytes, out var promise))
            return false;
        FindingException.ThrowUnlessSame(bytes, Encode(promise));
        return true;
    }

    private static byte[] Encode(Promise promise)
    {
        var bytes = new byte[Promise.ByteCount];
        promise.Encode(bytes);
        return bytes;
    }
}
