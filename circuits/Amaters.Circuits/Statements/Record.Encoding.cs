using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Statements;

// | offset | bytes | field             |
// |--------|-------|-------------------|
// | 0      | 32    | collection        |
// | 32     | 32    | tag               |
// | 64     | 8     | version           |
// | 72     | 32    | owner             |
// | 104    | 32    | payload digest    |
// | 136    | 32    | encryption key id |
// | 168    | 1     | live: 0 or 1      |
// Integers and field elements are little endian; field elements are below r.
public sealed partial record Record
{
    /// <summary>Length of the encoding.</summary>
    public const int EncodedByteCount = 169;

    /// <summary>Writes the 169-byte encoding to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The span is shorter than 169 bytes.</exception>
    public void Encode(Span<byte> destination)
    {
        if (destination.Length < EncodedByteCount)
            throw new ArgumentException($"A record takes {EncodedByteCount} bytes.", nameof(destination));
        Key.Collection.Encode(destination);
        Key.Tag.Encode(destination[32..]);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[64..], Version);
        Owner.Encode(destination[72..]);
        PayloadDigest.Encode(destination[104..]);
        EncryptionKeyId.Encode(destination[136..]);
        destination[168] = IsLive ? (byte)1 : (byte)0;
    }

    /// <summary>Reads exactly the bytes that <see cref="Encode"/> writes.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, [NotNullWhen(true)] out Record? record, out RecordRejection reason)
    {
        record = null;
        if (source.Length != EncodedByteCount)
        {
            reason = RecordRejection.WrongLength;
            return false;
        }

        if (!Fr.TryDecode(source[..32], out var collection)
            || !Fr.TryDecode(source[32..64], out var tag)
            || !Fr.TryDecode(source[72..104], out var owner)
            || !Fr.TryDecode(source[104..136], out var payloadDigest)
            || !Fr.TryDecode(source[136..168], out var encryptionKeyId))
        {
            reason = RecordRejection.NonCanonicalElement;
            return false;
        }

        if (source[168] > 1)
        {
            reason = RecordRejection.InvalidLiveFlag;
            return false;
        }

        record = new Record(
            new RecordKey(collection, tag), BinaryPrimitives.ReadUInt64LittleEndian(source[64..]), owner, payloadDigest, encryptionKeyId, source[168] == 1);
        reason = RecordRejection.None;
        return true;
    }
}
