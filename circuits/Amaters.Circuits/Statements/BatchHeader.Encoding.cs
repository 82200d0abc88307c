using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Statements;

// | offset | bytes | field           |
// |--------|-------|-----------------|
// | 0      | 32    | previous header |
// | 32     | 32    | old root        |
// | 64     | 32    | new root        |
// | 96     | 32    | commands root   |
// | 128    | 16    | outcomes        |
// | 144    | 8     | batch number    |
// | 152    | 8     | first index     |
// | 160    | 2     | count           |
// | 162    | 32    | ledger id       |
// Integers and field elements are little endian; field elements are below r.
public sealed partial record BatchHeader
{
    /// <summary>Length of the encoding.</summary>
    public const int EncodedByteCount = 194;

    /// <summary>Writes the 194-byte encoding to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The span is shorter than 194 bytes.</exception>
    public void Encode(Span<byte> destination)
    {
        if (destination.Length < EncodedByteCount)
            throw new ArgumentException($"A batch header takes {EncodedByteCount} bytes.", nameof(destination));
        PreviousHeader.Encode(destination);
        OldRoot.Encode(destination[32..]);
        NewRoot.Encode(destination[64..]);
        CommandsRoot.Encode(destination[96..]);
        BinaryPrimitives.WriteUInt128LittleEndian(destination[128..], Outcomes.Bits);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[144..], Range.BatchNumber);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[152..], Range.FirstIndex);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[160..], Range.Count);
        LedgerId.Encode(destination[162..]);
    }

    /// <summary>The 194-byte encoding.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[EncodedByteCount];
        Encode(bytes);
        return bytes;
    }

    /// <summary>Reads exactly the bytes that <see cref="Encode"/> writes. What the header says is not checked: a proof does that.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, [NotNullWhen(true)] out BatchHeader? header, out BatchHeaderRejection reason)
    {
        header = null;
        if (source.Length != EncodedByteCount)
        {
            reason = BatchHeaderRejection.WrongLength;
            return false;
        }

        if (!Fr.TryDecode(source[..32], out var previousHeader)
            || !Fr.TryDecode(source[32..64], out var oldRoot)
            || !Fr.TryDecode(source[64..96], out var newRoot)
            || !Fr.TryDecode(source[96..128], out var commandsRoot)
            || !Fr.TryDecode(source[162..], out var ledgerId))
        {
            reason = BatchHeaderRejection.NonCanonicalElement;
            return false;
        }

        var outcomes = new BatchOutcomes(BinaryPrimitives.ReadUInt128LittleEndian(source[128..]));
        var range = new BatchRange(
            BinaryPrimitives.ReadUInt64LittleEndian(source[144..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[152..]),
            BinaryPrimitives.ReadUInt16LittleEndian(source[160..]));
        header = new BatchHeader(previousHeader, oldRoot, newRoot, commandsRoot, outcomes, range, ledgerId);
        reason = BatchHeaderRejection.None;
        return true;
    }
}
