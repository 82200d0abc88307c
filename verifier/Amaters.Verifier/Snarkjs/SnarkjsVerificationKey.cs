using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Groth16;
using Amaters.Verifier.Pairing;

namespace Amaters.Verifier.Snarkjs;

/// <summary>The document <c>verification_key.json</c> of snarkjs.</summary>
/// <remarks>
/// <code>
/// { "protocol": "groth16", "curve": "bls12381", "nPublic": n,
///   "vk_alpha_1": [x, y, "1"],
///   "vk_beta_2", "vk_gamma_2", "vk_delta_2": [[x.c0, x.c1], [y.c0, y.c1], ["1", "0"]],
///   "vk_alphabeta_12": two times three times [c0, c1], the coefficients of e(α, β) in the tower,
///   "IC": n + 1 times [x, y, "1"] }
/// </code>
/// <c>vk_alphabeta_12</c> is written and never read, because α and β say as much; other properties are passed over too.
/// The document has no place for a label, so whoever reads it says what the key is for.
/// </remarks>
public static class SnarkjsVerificationKey
{
    /// <summary>Longest document that is read.</summary>
    public const int MaxByteCount = 512 * (VerifyingKey.MaxInputCount + 32);

    /// <summary>Reads a key; false, with the reason, for anything else.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="label">The label that the key will carry.</param>
    /// <param name="key">The key.</param>
    /// <param name="rejection">Why the document is refused.</param>
    public static bool TryRead(ReadOnlySpan<byte> utf8, KeyLabel label, [NotNullWhen(true)] out VerifyingKey? key, out SnarkjsRejection rejection)
    {
        using var reader = new SnarkjsReader(utf8, MaxByteCount);
        reader.CheckProtocol();
        var inputCount = ReadInputCount(reader);
        var alpha = reader.ReadG1(reader.Property("vk_alpha_1"u8));
        var beta = reader.ReadG2(reader.Property("vk_beta_2"u8));
        var gamma = reader.ReadG2(reader.Property("vk_gamma_2"u8));
        var delta = reader.ReadG2(reader.Property("vk_delta_2"u8));
        var commitments = ReadCommitments(reader, inputCount);
        rejection = reader.Rejection;
        key = rejection == SnarkjsRejection.None ? new VerifyingKey(label, alpha, beta, gamma, delta, commitments) : null;
        return key is not null;
    }

    /// <summary>Writes a key, without its label.</summary>
    public static byte[] Write(VerifyingKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return SnarkjsWriter.Write(writer =>
        {
            writer.WriteStartObject();
            SnarkjsWriter.WriteProtocol(writer);
            writer.WriteNumber("nPublic"u8, key.InputCount);
            SnarkjsWriter.WriteG1(writer, "vk_alpha_1", key.Alpha);
            SnarkjsWriter.WriteG2(writer, "vk_beta_2", key.Beta);
            SnarkjsWriter.WriteG2(writer, "vk_gamma_2", key.Gamma);
            SnarkjsWriter.WriteG2(writer, "vk_delta_2", key.Delta);
            WriteAlphaBeta(writer, OptimalAte.Pair(key.Alpha, key.Beta));
            writer.WriteStartArray("IC"u8);
            foreach (ref readonly var commitment in key.InputCommitments)
                SnarkjsWriter.WriteG1(writer, commitment);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void WriteAlphaBeta(Utf8JsonWriter writer, in Fp12 value)
    {
        writer.WriteStartArray("vk_alphabeta_12"u8);
        foreach (var half in new[] { value.C0, value.C1 })
        {
            writer.WriteStartArray();
            SnarkjsWriter.WriteFp2(writer, half.C0);
            SnarkjsWriter.WriteFp2(writer, half.C1);
            SnarkjsWriter.WriteFp2(writer, half.C2);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static int ReadInputCount(SnarkjsReader reader)
    {
        var element = reader.Property("nPublic"u8);
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt32(out var inputCount) || inputCount < 0)
            reader.Fail(SnarkjsRejection.WrongStructure);
        else if (inputCount > VerifyingKey.MaxInputCount)
            reader.Fail(SnarkjsRejection.TooManyInputs);
        else
            return inputCount;
        return 0;
    }

    private static G1Affine[] ReadCommitments(SnarkjsReader reader, int inputCount)
    {
        var element = reader.Property("IC"u8);
        if (element.ValueKind != JsonValueKind.Array)
            reader.Fail(SnarkjsRejection.WrongStructure);
        else if (element.GetArrayLength() != inputCount + 1)
            reader.Fail(SnarkjsRejection.WrongInputCount);
        return reader.Rejection == SnarkjsRejection.None ? [.. element.EnumerateArray().Select(reader.ReadG1)] : [];
    }
}
