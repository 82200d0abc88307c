using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;

namespace Amaters.Prover.Formats;

/// <summary>Section 4 of a <c>.zkey</c>: the terms of A and B, with one more row of A for the constant and each public input.</summary>
/// <remarks>
/// <code>
///    4   terms
/// then for each term, constraint by constraint, A before B, wires ascending:
///    4   matrix: 0 A, 1 B
///    4   constraint
///    4   wire
///   32   coefficient · 2⁵¹² mod r
/// then for s = 0 … public inputs:
///   44   matrix 0, constraint (constraints + s), wire s, coefficient 1
/// </code>
/// The extra rows make the public wires' polynomials independent. One Montgomery product of a stored coefficient and a standard-form
/// witness value is a Montgomery form: hence the factor 2⁵¹² = R².
/// </remarks>
internal static class CoefficientSection
{
    public const int TermByteCount = 12 + Fr.EncodedByteCount;

    /// <summary>R as an element: a product with it has v·R² mod r in memory, where v·R mod r is the memory of v.</summary>
    private static readonly Fr R = Fr.FromBigInteger(BigInteger.One << 256);

    /// <summary>Length of the section for a circuit.</summary>
    public static long ByteCountOf(R1cs circuit) =>
        sizeof(uint) + ((long)TermByteCount * (circuit.A.NonzeroCount + (long)circuit.B.NonzeroCount + circuit.PublicCount + 1));

    /// <summary>Writes the section's contents.</summary>
    public static void Write(SectionWriter writer, R1cs circuit)
    {
        writer.Write((uint)(circuit.A.NonzeroCount + circuit.B.NonzeroCount + circuit.PublicCount + 1));
        var bytes = new byte[TermByteCount];
        foreach (var term in Terms(circuit))
        {
            term.Encode(bytes);
            writer.Write(bytes);
        }
    }

    /// <summary>Whether the contents are those of this circuit, byte by byte.</summary>
    public static bool IsOf(ReadOnlySpan<byte> contents, R1cs circuit)
    {
        if (contents.Length != ByteCountOf(circuit))
            return false;
        Span<byte> expected = stackalloc byte[TermByteCount];
        var offset = sizeof(uint);
        foreach (var term in Terms(circuit))
        {
            term.Encode(expected);
            if (!contents.Slice(offset, TermByteCount).SequenceEqual(expected))
                return false;
            offset += TermByteCount;
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(contents) == (contents.Length - sizeof(uint)) / TermByteCount;
    }

    private static IEnumerable<Term> Terms(R1cs circuit)
    {
        for (int row = 0; row < circuit.ConstraintCount; row++)
        {
            for (int i = circuit.A.RowStarts[row]; i < circuit.A.RowStarts[row + 1]; i++)
                yield return new Term(0, row, circuit.A.Wires[i], circuit.A.Coefficients[i]);
            for (int i = circuit.B.RowStarts[row]; i < circuit.B.RowStarts[row + 1]; i++)
                yield return new Term(1, row, circuit.B.Wires[i], circuit.B.Coefficients[i]);
        }

        for (int wire = 0; wire <= circuit.PublicCount; wire++)
            yield return new Term(0, circuit.ConstraintCount + wire, wire, Fr.One);
    }

    private readonly record struct Term(int Matrix, int Constraint, int Wire, Fr Coefficient)
    {
        public void Encode(Span<byte> destination)
        {
            BinaryPrimitives.WriteInt32LittleEndian(destination, Matrix);
            BinaryPrimitives.WriteInt32LittleEndian(destination[4..], Constraint);
            BinaryPrimitives.WriteInt32LittleEndian(destination[8..], Wire);
            var scaled = Coefficient * R;
            MemoryMarshal.AsBytes(new ReadOnlySpan<Fr>(in scaled)).CopyTo(destination[12..]);
        }
    }
}
