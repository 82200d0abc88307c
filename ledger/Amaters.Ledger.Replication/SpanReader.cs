using System.Buffers.Binary;

namespace Amaters.Ledger.Replication;

/// <summary>Reads little-endian fields off the front of bytes that may be cut short: after the first failure everything fails.</summary>
internal ref struct SpanReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;
    private bool _failed;

    /// <summary>True if every field so far was there and nothing is left.</summary>
    public readonly bool IsComplete => !_failed && _rest.IsEmpty;

    /// <summary>What has not been read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>True if a field was missing.</summary>
    public readonly bool HasFailed => _failed;

    public byte Byte() => Bytes(1) is [var value] ? value : (byte)0;

    public uint UInt32() => Bytes(sizeof(uint)) is { IsEmpty: false } field ? BinaryPrimitives.ReadUInt32LittleEndian(field) : 0;

    public ulong UInt64() => Bytes(sizeof(ulong)) is { IsEmpty: false } field ? BinaryPrimitives.ReadUInt64LittleEndian(field) : 0;

    /// <summary>A count of items of at least <paramref name="itemByteCount"/> bytes each; fails if that many cannot follow.</summary>
    public int Count(int itemByteCount)
    {
        var count = UInt32();
        if (count <= (uint)(_rest.Length / itemByteCount))
            return (int)count;
        _failed = true;
        return 0;
    }

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (_failed || count > _rest.Length)
        {
            _failed = true;
            return default;
        }

        var field = _rest[..count];
        _rest = _rest[count..];
        return field;
    }
}
