using System.Buffers.Binary;
using Amaters.Circuits.Fields;

namespace Amaters.Prover.Formats;

/// <summary>Writes the container that <see cref="SectionTable"/> reads. The length of a section is announced before its contents.</summary>
internal sealed class SectionWriter
{
    private readonly Stream _stream;
    private readonly byte[] _scratch = new byte[Fr.EncodedByteCount];
    private long _remaining;

    public SectionWriter(Stream stream, ReadOnlySpan<byte> magic, uint version, int sectionCount)
    {
        _stream = stream;
        _stream.Write(magic);
        WriteRaw(version);
        WriteRaw((uint)sectionCount);
    }

    /// <summary>Begins a section; the one before must be complete.</summary>
    public void BeginSection(uint id, long length)
    {
        RequireComplete();
        WriteRaw(id);
        WriteRaw((ulong)length);
        _remaining = length;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        _remaining -= bytes.Length;
        _stream.Write(bytes);
    }

    public void Write(uint value)
    {
        _remaining -= sizeof(uint);
        WriteRaw(value);
    }

    public void Write(ulong value)
    {
        _remaining -= sizeof(ulong);
        WriteRaw(value);
    }

    /// <summary>32 bytes, standard form.</summary>
    public void Write(in Fr value)
    {
        value.Encode(_scratch);
        Write(_scratch.AsSpan(0, Fr.EncodedByteCount));
    }

    /// <summary>Throws unless the last section is complete: an error of the caller, not of the file.</summary>
    public void RequireComplete()
    {
        if (_remaining != 0)
            throw new InvalidOperationException($"A section is {(_remaining > 0 ? "short" : "over")} by {Math.Abs(_remaining)} bytes.");
    }

    private void WriteRaw(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_scratch, value);
        _stream.Write(_scratch, 0, sizeof(uint));
    }

    private void WriteRaw(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_scratch, value);
        _stream.Write(_scratch, 0, sizeof(ulong));
    }
}
