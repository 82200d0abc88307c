using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Verifier.Json;

namespace Amaters.Verifier.Headers;

/// <summary>The JSON form of a batch header, for people and for the offline verifier. It has one form for each header.</summary>
/// <remarks>
/// <code>
/// { "previousHeader": "0x…", "oldRoot": "0x…", "newRoot": "0x…", "commandsRoot": "0x…",
///   "outcomes": "0x…",
///   "batchNumber": "1", "firstIndex": "1", "count": "8",
///   "ledgerId": "0x…" }
/// </code>
/// Field elements are integers below r in 64 hexadecimal digits, outcomes a 128-bit integer in 32, bit i for command i. The other
/// three are decimal strings of 64, 64 and 16 bits, because JSON numbers lose digits beyond 2⁵³ in many programs. The digest is
/// not part of the document: whoever reads it computes it.
/// </remarks>
public static class BatchHeaderJson
{
    /// <summary>Longest document that is read.</summary>
    public const int MaxByteCount = 4 * 1024;

    private const int FieldCount = 9;

    /// <summary>Reads a header; false, with the reason, for anything else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out BatchHeader? header, out HeaderJsonRejection rejection)
    {
        header = null;
        if (utf8.Length > MaxByteCount)
        {
            rejection = HeaderJsonRejection.TooLarge;
            return false;
        }

        if (!StrictJson.TryParse(utf8, maxDepth: 4, out var document))
        {
            rejection = HeaderJsonRejection.NotJson;
            return false;
        }

        using (document)
            rejection = ReadFields(document.RootElement, out header);
        return header is not null;
    }

    /// <summary>Writes a header.</summary>
    public static byte[] Write(BatchHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteString("previousHeader", header.PreviousHeader.ToString());
            writer.WriteString("oldRoot", header.OldRoot.ToString());
            writer.WriteString("newRoot", header.NewRoot.ToString());
            writer.WriteString("commandsRoot", header.CommandsRoot.ToString());
            writer.WriteString("outcomes", string.Create(CultureInfo.InvariantCulture, $"0x{header.Outcomes.Bits:x32}"));
            writer.WriteString("batchNumber", header.Range.BatchNumber.ToString(CultureInfo.InvariantCulture));
            writer.WriteString("firstIndex", header.Range.FirstIndex.ToString(CultureInfo.InvariantCulture));
            writer.WriteString("count", header.Range.Count.ToString(CultureInfo.InvariantCulture));
            writer.WriteString("ledgerId", header.LedgerId.ToString());
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static HeaderJsonRejection ReadFields(JsonElement document, out BatchHeader? header)
    {
        header = null;
        if (document.ValueKind != JsonValueKind.Object)
            return HeaderJsonRejection.MissingField;
        var fields = new FieldReader(document);
        var previousHeader = fields.Element("previousHeader"u8);
        var oldRoot = fields.Element("oldRoot"u8);
        var newRoot = fields.Element("newRoot"u8);
        var commandsRoot = fields.Element("commandsRoot"u8);
        var outcomes = fields.Hexadecimal("outcomes"u8, 16);
        var batchNumber = fields.Integer("batchNumber"u8, ulong.MaxValue);
        var firstIndex = fields.Integer("firstIndex"u8, ulong.MaxValue);
        var count = fields.Integer("count"u8, ushort.MaxValue);
        var ledgerId = fields.Element("ledgerId"u8);
        if (fields.Rejection != HeaderJsonRejection.None)
            return fields.Rejection;
        if (document.GetPropertyCount() != FieldCount)
            return HeaderJsonRejection.UnknownField;

        var bits = BinaryPrimitives.ReadUInt128BigEndian(outcomes);
        header = new BatchHeader(
            previousHeader, oldRoot, newRoot, commandsRoot, new BatchOutcomes(bits), new BatchRange(batchNumber, firstIndex, (ushort)count), ledgerId);
        return HeaderJsonRejection.None;
    }

    /// <summary>Reads fields of one object. The first failure sticks.</summary>
    private struct FieldReader(JsonElement document)
    {
        public HeaderJsonRejection Rejection { get; private set; }

        public Fr Element(ReadOnlySpan<byte> name)
        {
            var bytes = Hexadecimal(name, Fr.EncodedByteCount);
            Array.Reverse(bytes);
            if (!Fr.TryDecode(bytes, out var value))
                Fail(HeaderJsonRejection.NonCanonicalElement);
            return value;
        }

        /// <summary>The bytes, highest first; zeros after a failure.</summary>
        public byte[] Hexadecimal(ReadOnlySpan<byte> name, int byteCount)
        {
            var bytes = new byte[byteCount];
            var text = Text(name);
            var valid = text.Length == 2 + (2 * byteCount)
                && text.StartsWith("0x"u8)
                && !text[2..].ContainsAnyInRange((byte)'A', (byte)'F')
                && Convert.FromHexString(text[2..], bytes, out _, out _) == OperationStatus.Done;
            if (!valid)
                Fail(HeaderJsonRejection.NotHexadecimal);
            return bytes;
        }

        public ulong Integer(ReadOnlySpan<byte> name, ulong maximum)
        {
            var text = Text(name);
            var canonical = text.Length > 0 && (text[0] != '0' || text.Length == 1);
            if (canonical && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= maximum)
                return value;
            Fail(HeaderJsonRejection.NotAnInteger);
            return 0;
        }

        private ReadOnlySpan<byte> Text(ReadOnlySpan<byte> name)
        {
            if (!document.TryGetProperty(name, out var value))
            {
                Fail(HeaderJsonRejection.MissingField);
                return default;
            }

            // A value of another kind is no valid text; of a string, the bytes between the quotes, with escapes as they stand.
            return value.ValueKind == JsonValueKind.String ? JsonMarshal.GetRawUtf8Value(value)[1..^1] : default;
        }

        private void Fail(HeaderJsonRejection rejection)
        {
            if (Rejection == HeaderJsonRejection.None)
                Rejection = rejection;
        }
    }
}
