using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;

namespace Amaters.Prover.Formats;

/// <content>Writing.</content>
public sealed partial class R1csFile
{
    /// <summary>Writes the whole file.</summary>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var writer = new SectionWriter(stream, Magic, Version, sectionCount: 3);
        SparseMatrix[] matrices = [Circuit.A, Circuit.B, Circuit.C];

        var termCount = matrices.Sum(matrix => (long)matrix.NonzeroCount);
        writer.BeginSection(ConstraintSection, (12L * Circuit.ConstraintCount) + (termCount * (sizeof(uint) + Fr.EncodedByteCount)));
        for (int row = 0; row < Circuit.ConstraintCount; row++)
        {
            foreach (var matrix in matrices)
                WriteRow(writer, matrix, row);
        }

        writer.BeginSection(HeaderSection, HeaderByteCount);
        writer.Write(PrimeField.Scalars.Bytes);
        writer.Write((uint)Circuit.WireCount);
        writer.Write((uint)OutputCount);
        writer.Write((uint)PublicInputCount);
        writer.Write((uint)PrivateInputCount);
        writer.Write(LabelCount);
        writer.Write((uint)Circuit.ConstraintCount);

        writer.BeginSection(LabelSection, (long)sizeof(ulong) * _labels.Length);
        foreach (var label in _labels)
            writer.Write(label);
        writer.RequireComplete();
    }

    private static void WriteRow(SectionWriter writer, SparseMatrix matrix, int row)
    {
        var (start, end) = (matrix.RowStarts[row], matrix.RowStarts[row + 1]);
        writer.Write((uint)(end - start));
        for (int term = start; term < end; term++)
        {
            writer.Write((uint)matrix.Wires[term]);
            writer.Write(matrix.Coefficients[term]);
        }
    }
}
