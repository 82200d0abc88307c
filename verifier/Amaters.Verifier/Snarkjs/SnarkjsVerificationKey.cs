using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Groth16;

namespace Amaters.Verifier.Snarkjs;

/// <summary>The document <c>verification_key.json</c> of snarkjs.</summary>
/// <remarks>
/// <code>
/// { "protocol": "groth16", "curve": "bls12381", "nPublic": n,
///   "vk_alpha_1": [x, y, "1"],
///   "vk_beta_2", "vk_gamma_2", "vk_delta_2": [[x.c0, x.c1], [y.c0, y.c1], ["1", "0"]],
///   "IC": n + 1 times [x, y, "1"] }
/// </code>
/// snarkjs also writes <c>vk_alphabeta_12</c>, e(α, β), which no verifier reads; it is passed over here, like other properties.
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
            writer.WriteStartArray("IC"u8);
            foreach (ref readonly var commitment in key.InputCommitments)
                SnarkjsWriter.WriteG1(writer, commitment);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
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
