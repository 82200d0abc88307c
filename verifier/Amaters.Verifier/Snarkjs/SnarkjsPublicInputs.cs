using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Amaters.Circuits.Fields;
using Amaters.Verifier.Groth16;

namespace Amaters.Verifier.Snarkjs;

/// <summary>The document <c>public.json</c> of snarkjs: an array of decimal strings, outputs first, then public inputs, each below r.</summary>
public static class SnarkjsPublicInputs
{
    /// <summary>Longest document that is read.</summary>
    public const int MaxByteCount = 128 * VerifyingKey.MaxInputCount;

    /// <summary>Reads the public inputs; false, with the reason, for anything else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Fr[]? inputs, out SnarkjsRejection rejection)
    {
        using var reader = new SnarkjsReader(utf8, MaxByteCount);
        inputs = null;
        if (reader.Root.ValueKind != JsonValueKind.Array)
            reader.Fail(SnarkjsRejection.WrongStructure);
        else if (reader.Root.GetArrayLength() > VerifyingKey.MaxInputCount)
            reader.Fail(SnarkjsRejection.TooManyInputs);
        else
            inputs = [.. reader.Root.EnumerateArray().Select(reader.ReadFr)];

        rejection = reader.Rejection;
        if (rejection != SnarkjsRejection.None)
            inputs = null;
        return inputs is not null;
    }

    /// <summary>Writes public inputs.</summary>
    public static byte[] Write(IEnumerable<Fr> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return SnarkjsWriter.Write(writer =>
        {
            writer.WriteStartArray();
            foreach (var input in inputs)
                SnarkjsWriter.WriteNumber(writer, input.ToBigInteger());
            writer.WriteEndArray();
        });
    }
}
