using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;

namespace Amaters.Prover.Formats;

/// <content>Reading, from bytes that anyone may have written. Memory grows with the input only: every count is checked against a section's length.</content>
public sealed partial class R1csFile
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="source">All bytes of the file.</param>
    /// <param name="file">The circuit with the counts and labels of the file.</param>
    /// <param name="reason">Why the bytes are refused.</param>
    /// <param name="name">What to call the file when a constraint of it fails.</param>
    public static bool TryDecode(ReadOnlyMemory<byte> source, [NotNullWhen(true)] out R1csFile? file, out FormatRejection reason, string name = "r1cs")
    {
        file = null;
        if (!SectionTable.TryRead(source, Magic, Version, out var sections, out reason)
            || !sections.TryGet(HeaderSection, HeaderByteCount, out var header, out reason)
            || !sections.TryGet(ConstraintSection, null, out var constraints, out reason)
            || !sections.TryGet(LabelSection, null, out var labels, out reason))
        {
            return false;
        }

        if (!PrimeField.Scalars.Heads(header.Span))
        {
            reason = FormatRejection.WrongScalarField;
            return false;
        }

        var reader = new ByteReader(header.Span[PrimeField.Scalars.Bytes.Length..]);
        var wireCount = reader.ReadUInt32();
        var outputCount = reader.ReadUInt32();
        var publicInputCount = reader.ReadUInt32();
        var privateInputCount = reader.ReadUInt32();
        var labelCount = reader.ReadUInt64();
        var constraintCount = reader.ReadUInt32();
        if (labels.Length != (long)wireCount * sizeof(ulong))
        {
            reason = FormatRejection.WrongSectionLength;
            return false;
        }

        if (wireCount < 1 + (ulong)outputCount + publicInputCount + privateInputCount)
        {
            reason = FormatRejection.InconsistentCounts;
            return false;
        }

        // A constraint of three empty rows takes 12 bytes.
        if (constraintCount > constraints.Length / 12)
        {
            reason = FormatRejection.WrongSectionLength;
            return false;
        }

        if (!TryDecodeConstraints(constraints.Span, (int)constraintCount, (int)wireCount, out var matrices, out reason))
            return false;

        var sources = new SourceMapBuilder();
        for (int row = 0; row < constraintCount; row++)
            sources.AddConstraint(name, row);
        var circuit = new R1cs((int)(outputCount + publicInputCount), (int)wireCount, matrices[0], matrices[1], matrices[2], sources.Build());
        file = new R1csFile(circuit, (int)outputCount, (int)privateInputCount, labelCount, DecodeLabels(labels.Span));
        return true;
    }

    private static bool TryDecodeConstraints(
        ReadOnlySpan<byte> source, int constraintCount, int wireCount, [NotNullWhen(true)] out SparseMatrix[]? matrices, out FormatRejection reason)
    {
        matrices = null;
        var rows = new MatrixRows[] { new(constraintCount), new(constraintCount), new(constraintCount) };
        var reader = new ByteReader(source);
        for (int row = 0; row < constraintCount; row++)
        {
            foreach (var matrix in rows)
            {
                reason = matrix.ReadRow(ref reader, wireCount);
                if (reason != FormatRejection.None)
                    return false;
            }
        }

        reason = reader.Remaining == 0 ? FormatRejection.None : FormatRejection.WrongSectionLength;
        if (reason != FormatRejection.None)
            return false;
        matrices = [.. rows.Select(matrix => matrix.Build())];
        return true;
    }

    private static ulong[] DecodeLabels(ReadOnlySpan<byte> source)
    {
        var labels = new ulong[source.Length / sizeof(ulong)];
        var reader = new ByteReader(source);
        for (int wire = 0; wire < labels.Length; wire++)
            labels[wire] = reader.ReadUInt64();
        return labels;
    }

    private sealed class MatrixRows(int rowCount)
    {
        private const int TermByteCount = sizeof(uint) + Fr.EncodedByteCount;

        private readonly List<int> _rowStarts = new(rowCount + 1) { 0 };
        private readonly List<int> _wires = [];
        private readonly List<Fr> _coefficients = [];

        public FormatRejection ReadRow(ref ByteReader reader, int wireCount)
        {
            if (reader.Remaining < sizeof(uint))
                return FormatRejection.WrongSectionLength;
            var termCount = reader.ReadUInt32();
            if (termCount > reader.Remaining / TermByteCount)
                return FormatRejection.WrongSectionLength;
            long previous = -1;
            for (uint term = 0; term < termCount; term++)
            {
                var wire = reader.ReadUInt32();
                if (wire >= wireCount)
                    return FormatRejection.WireOutOfRange;
                if (wire <= previous)
                    return FormatRejection.UnsortedWires;
                if (!Fr.TryDecode(reader.ReadBytes(Fr.EncodedByteCount), out var coefficient))
                    return FormatRejection.NonCanonicalScalar;
                if (coefficient.IsZero)
                    return FormatRejection.ZeroCoefficient;
                _wires.Add((int)wire);
                _coefficients.Add(coefficient);
                previous = wire;
            }

            _rowStarts.Add(_wires.Count);
            return FormatRejection.None;
        }

        public SparseMatrix Build() => new([.. _rowStarts], [.. _wires], [.. _coefficients]);
    }
}
