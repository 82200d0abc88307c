using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Amaters.Ledger.Client.Encryption;

/// <summary>What a payload hides: the plaintext key and the value. The key travels along so that a scan can show it.</summary>
/// <remarks>
/// <para>Plaintext of format 1, padded to one of <see cref="SizeBuckets"/>:</para>
/// <code>
/// offset  bytes  field
///      0      4  key length k, unsigned, little endian
///      4      4  value length v, unsigned, little endian
///      8      k  key
///  8 + k      v  value
///  8+k+v      …  zeros up to the bucket
/// </code>
/// </remarks>
public sealed class RecordContent
{
    /// <summary>The most bytes that key and value may have together.</summary>
    public const int MaxByteCount = SizeBuckets.Largest - LengthsByteCount;

    private const int LengthsByteCount = 2 * sizeof(uint);

    private readonly byte[] _key;
    private readonly byte[] _value;

    /// <summary>Copies a key and a value.</summary>
    /// <exception cref="ArgumentException">Together longer than <see cref="MaxByteCount"/>.</exception>
    public RecordContent(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if ((long)key.Length + value.Length > MaxByteCount)
            throw new ArgumentException($"Key and value have at most {MaxByteCount} bytes together; these have {(long)key.Length + value.Length}.");
        _key = key.ToArray();
        _value = value.ToArray();
    }

    /// <summary>The plaintext key.</summary>
    public ReadOnlySpan<byte> Key => _key;

    /// <summary>The plaintext value.</summary>
    public ReadOnlySpan<byte> Value => _value;

    /// <summary>Lengths only: plaintext must not reach a log by accident.</summary>
    public override string ToString() => $"record content (key of {_key.Length} bytes, value of {_value.Length} bytes)";

    /// <summary>The padded plaintext's length.</summary>
    internal int PaddedByteCount => SizeBuckets.For(LengthsByteCount + _key.Length + _value.Length);

    /// <summary>Writes the padded plaintext, <see cref="PaddedByteCount"/> bytes.</summary>
    internal void WritePadded(Span<byte> target)
    {
        var writer = new ByteWriter(target);
        writer.WriteUInt32((uint)_key.Length);
        writer.WriteUInt32((uint)_value.Length);
        writer.Write(_key);
        writer.Write(_value);
        target[writer.Written.Length..].Clear();
    }

    /// <summary>Reads a padded plaintext; false where a length overruns it or the padding is not zero.</summary>
    internal static bool TryReadPadded(ReadOnlySpan<byte> padded, [NotNullWhen(true)] out RecordContent? content)
    {
        content = null;
        if (padded.Length < LengthsByteCount)
            return false;
        long keyLength = BinaryPrimitives.ReadUInt32LittleEndian(padded);
        long valueLength = BinaryPrimitives.ReadUInt32LittleEndian(padded[sizeof(uint)..]);
        var body = padded[LengthsByteCount..];
        if (keyLength + valueLength > body.Length)
            return false;
        var key = body[..(int)keyLength];
        var value = body.Slice((int)keyLength, (int)valueLength);
        var padding = body[(int)(keyLength + valueLength)..];
        if (padded.Length != SizeBuckets.For(padded.Length - padding.Length) || padding.ContainsAnyExcept((byte)0))
            return false;
        content = new RecordContent(key, value);
        return true;
    }
}
