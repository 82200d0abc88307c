using System.Buffers.Binary;

namespace Amaters.Ledger.Client;

/// <summary>Fills a span from front to back; the formats of this project are written through it, field by field.</summary>
/// <remarks>Too short a target throws: lengths are computed by the caller, so that is a programming error.</remarks>
internal ref struct ByteWriter(Span<byte> target)
{
    private readonly Span<byte> _target = target;
    private int _position;

    /// <summary>What was written so far.</summary>
    public readonly ReadOnlySpan<byte> Written => _target[.._position];

    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public void WriteByte(byte value) => Take(sizeof(byte))[0] = value;

    public void WriteUInt16BigEndian(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Take(sizeof(ushort)), value);

    public void WriteUInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(sizeof(ushort)), value);

    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(sizeof(uint)), value);

    public void WriteUInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(sizeof(ulong)), value);

    /// <summary>The next bytes of the target, for a caller that fills them itself.</summary>
    public Span<byte> Take(int byteCount)
    {
        var taken = _target.Slice(_position, byteCount);
        _position += byteCount;
        return taken;
    }
}
