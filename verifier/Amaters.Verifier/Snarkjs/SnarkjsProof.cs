using System.Diagnostics.CodeAnalysis;
using Amaters.Verifier.Groth16;

namespace Amaters.Verifier.Snarkjs;

/// <summary>The document <c>proof.json</c> of snarkjs.</summary>
/// <remarks>
/// <code>
/// { "pi_a": [x, y, "1"],
///   "pi_b": [[x.c0, x.c1], [y.c0, y.c1], ["1", "0"]],
///   "pi_c": [x, y, "1"],
///   "protocol": "groth16", "curve": "bls12381" }
/// </code>
/// Coordinates are strings of decimal digits in standard form. Other properties are passed over.
/// </remarks>
public static class SnarkjsProof
{
    /// <summary>Longest document that is read.</summary>
    public const int MaxByteCount = 8 * 1024;

    /// <summary>Reads a proof; false, with the reason, for anything else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Groth16Proof? proof, out SnarkjsRejection rejection)
    {
        using var reader = new SnarkjsReader(utf8, MaxByteCount);
        reader.CheckProtocol();
        var a = reader.ReadG1(reader.Property("pi_a"u8));
        var b = reader.ReadG2(reader.Property("pi_b"u8));
        var c = reader.ReadG1(reader.Property("pi_c"u8));
        rejection = reader.Rejection;
        proof = rejection == SnarkjsRejection.None ? new Groth16Proof(a, b, c) : null;
        return proof is not null;
    }

    /// <summary>Writes a proof.</summary>
    /// <exception cref="ArgumentException">A point of the proof is infinity, so no verifier would accept it.</exception>
    public static byte[] Write(Groth16Proof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (proof.HasInfinity)
            throw new ArgumentException("A point of the proof is infinity.", nameof(proof));
        return SnarkjsWriter.Write(writer =>
        {
            writer.WriteStartObject();
            SnarkjsWriter.WriteG1(writer, "pi_a", proof.A);
            SnarkjsWriter.WriteG2(writer, "pi_b", proof.B);
            SnarkjsWriter.WriteG1(writer, "pi_c", proof.C);
            SnarkjsWriter.WriteProtocol(writer);
            writer.WriteEndObject();
        });
    }
}
