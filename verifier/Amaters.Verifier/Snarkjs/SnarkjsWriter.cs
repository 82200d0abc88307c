using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Snarkjs;

/// <summary>Writes the parts that the documents of snarkjs share, in its own layout: one space of indentation, numbers as strings.</summary>
internal static class SnarkjsWriter
{
    /// <summary>Writes one document.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, IndentSize = 1, NewLine = "\n" }))
            content(writer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the properties <c>protocol</c> and <c>curve</c>.</summary>
    public static void WriteProtocol(Utf8JsonWriter writer)
    {
        writer.WriteString("protocol"u8, "groth16"u8);
        writer.WriteString("curve"u8, "bls12381"u8);
    }

    /// <summary>Writes a point of G1 that is not infinity as a property.</summary>
    public static void WriteG1(Utf8JsonWriter writer, string name, in G1Affine point)
    {
        writer.WritePropertyName(name);
        WriteG1(writer, point);
    }

    /// <summary>Writes a point of G1 that is not infinity.</summary>
    public static void WriteG1(Utf8JsonWriter writer, in G1Affine point)
    {
        writer.WriteStartArray();
        WriteNumber(writer, point.X.ToBigInteger());
        WriteNumber(writer, point.Y.ToBigInteger());
        WriteNumber(writer, BigInteger.One);
        writer.WriteEndArray();
    }

    /// <summary>Writes a point of G2 that is not infinity as a property.</summary>
    public static void WriteG2(Utf8JsonWriter writer, string name, in G2Affine point)
    {
        writer.WriteStartArray(name);
        WriteFp2(writer, point.X);
        WriteFp2(writer, point.Y);
        WriteFp2(writer, Fp2.One);
        writer.WriteEndArray();
    }

    /// <summary>Writes [c0, c1].</summary>
    public static void WriteFp2(Utf8JsonWriter writer, in Fp2 value)
    {
        writer.WriteStartArray();
        WriteNumber(writer, value.C0.ToBigInteger());
        WriteNumber(writer, value.C1.ToBigInteger());
        writer.WriteEndArray();
    }

    /// <summary>Writes a number as a string of decimal digits.</summary>
    public static void WriteNumber(Utf8JsonWriter writer, BigInteger value) => writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
}
