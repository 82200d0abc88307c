using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;

namespace Amaters.Prover.Batches;

/// <summary>The JSON form of a <see cref="BatchInput"/>, for the command line.</summary>
/// <remarks>
/// <code>
/// { "commandsPerBatch": 8, "treeDepth": 14,
///   "ledgerId": "0x…", "previousHeader": "0x…",
///   "batchNumber": "2", "firstIndex": "25",
///   "records": ["…", …],
///   "commands": ["…", …] }
/// </code>
/// Field elements are integers below r in 64 hexadecimal digits; numbers of 64 bits are decimal strings. Records (169 bytes) and signed commands
/// (233 bytes) are their encodings in hexadecimal. The records are the whole state before the batch, so this is for small states.
/// </remarks>
public static class BatchJson
{
    /// <summary>Longest document that is read.</summary>
    public const int MaxByteCount = 16 * 1024 * 1024;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    /// <summary>Reads a batch; false, with the reason, for anything else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out BatchInput? input, out BatchJsonRejection reason)
    {
        input = null;
        reason = utf8.Length > MaxByteCount ? BatchJsonRejection.TooLarge : Parse(utf8, out var document) ?? Convert(document!, out input);
        return reason == BatchJsonRejection.None;
    }

    /// <summary>Writes a batch.</summary>
    public static byte[] Write(BatchInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var position = input.Batch.Position;
        return JsonSerializer.SerializeToUtf8Bytes(
            new Document(
                input.Batch.Shape.CommandCount,
                input.Batch.Shape.TreeDepth,
                input.Batch.LedgerId.ToString(),
                position.PreviousHeader.ToString(),
                position.NextBatchNumber.ToString(CultureInfo.InvariantCulture),
                position.NextIndex.ToString(CultureInfo.InvariantCulture),
                [.. input.Records.Select(Encode)],
                [.. input.Batch.Commands.Select(command => System.Convert.ToHexStringLower(command.ToBytes()))]),
            Options);
    }

    private static BatchJsonRejection? Parse(ReadOnlySpan<byte> utf8, out Document? document)
    {
        document = null;
        try
        {
            document = JsonSerializer.Deserialize<Document>(utf8, Options);
        }
        catch (JsonException)
        {
            return BatchJsonRejection.NotABatch;
        }

        return document is null ? BatchJsonRejection.NotABatch : null;
    }

    private static BatchJsonRejection Convert(Document document, out BatchInput? input)
    {
        input = null;
        if (!CircuitShape.TryCreate(document.CommandsPerBatch, document.TreeDepth, out var shape))
            return BatchJsonRejection.InvalidShape;
        if (!TryReadElement(document.LedgerId, out var ledgerId) || !TryReadElement(document.PreviousHeader, out var previousHeader))
            return BatchJsonRejection.NonCanonicalElement;
        if (!TryReadInteger(document.BatchNumber, out var batchNumber) || !TryReadInteger(document.FirstIndex, out var firstIndex))
            return BatchJsonRejection.NotAnInteger;

        var records = new List<Record>();
        foreach (var text in document.Records)
        {
            if (!TryReadBytes(text, Record.EncodedByteCount, out var bytes) || !Record.TryDecode(bytes, out var record, out _))
                return BatchJsonRejection.InvalidRecord;
            records.Add(record);
        }

        if (records.DistinctBy(record => record.Key.Position(shape.TreeDepth)).Count() != records.Count)
            return BatchJsonRejection.PositionTakenTwice;

        var commands = new List<SignedCommand>();
        foreach (var text in document.Commands)
        {
            if (!TryReadBytes(text, SignedCommand.EncodedByteCount, out var bytes) || !SignedCommand.TryDecode(bytes, out var command, out _))
                return BatchJsonRejection.InvalidCommand;
            commands.Add(command);
        }

        var root = BatchInput.StateOf(records, shape.TreeDepth).Root;
        if (!Batch.TryCreate(shape, ledgerId, new ChainPosition(previousHeader, root, batchNumber, firstIndex), commands, out var batch, out _))
            return BatchJsonRejection.InvalidBatch;
        input = new BatchInput(batch, records);
        return BatchJsonRejection.None;
    }

    private static string Encode(Record record)
    {
        var bytes = new byte[Record.EncodedByteCount];
        record.Encode(bytes);
        return System.Convert.ToHexStringLower(bytes);
    }

    private static bool TryReadElement(string text, out Fr element)
    {
        element = default;
        if (!text.StartsWith("0x", StringComparison.Ordinal) || !TryReadBytes(text[2..], Fr.EncodedByteCount, out var bytes))
            return false;
        Array.Reverse(bytes);
        return Fr.TryDecode(bytes, out element);
    }

    private static bool TryReadBytes(string text, int byteCount, out byte[] bytes)
    {
        bytes = new byte[byteCount];
        return text.Length == 2 * byteCount && System.Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
    }

    private static bool TryReadInteger(string text, out ulong value) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private sealed record Document(
        int CommandsPerBatch,
        int TreeDepth,
        string LedgerId,
        string PreviousHeader,
        string BatchNumber,
        string FirstIndex,
        IReadOnlyList<string> Records,
        IReadOnlyList<string> Commands);
}
