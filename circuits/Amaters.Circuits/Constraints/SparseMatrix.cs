using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Constraints;

/// <summary>A sparse matrix over <see cref="Fr"/> in compressed rows: one row for each constraint, one column for each wire.</summary>
/// <remarks>
/// Row i holds the entries from <c>RowStarts[i]</c> up to, but not including, <c>RowStarts[i + 1]</c>; within a row the
/// wires ascend and no coefficient is zero.
/// </remarks>
public sealed class SparseMatrix
{
    private readonly int[] _rowStarts;
    private readonly int[] _wires;
    private readonly Fr[] _coefficients;

    internal SparseMatrix(int[] rowStarts, int[] wires, Fr[] coefficients)
    {
        _rowStarts = rowStarts;
        _wires = wires;
        _coefficients = coefficients;
    }

    /// <summary>Number of rows.</summary>
    public int RowCount => _rowStarts.Length - 1;

    /// <summary>Number of entries.</summary>
    public int NonzeroCount => _wires.Length;

    /// <summary>Where each row starts among the entries; one more element than there are rows.</summary>
    public ReadOnlySpan<int> RowStarts => _rowStarts;

    /// <summary>The wire (column) of each entry.</summary>
    public ReadOnlySpan<int> Wires => _wires;

    /// <summary>The coefficient of each entry.</summary>
    public ReadOnlySpan<Fr> Coefficients => _coefficients;

    /// <summary>Σ coefficient · wires[wire] over one row: the value of that linear combination under a witness.</summary>
    /// <param name="row">Index of the constraint.</param>
    /// <param name="wires">All wire values; wire 0 is 1.</param>
    public Fr EvaluateRow(int row, ReadOnlySpan<Fr> wires)
    {
        var sum = Fr.Zero;
        for (int i = _rowStarts[row]; i < _rowStarts[row + 1]; i++)
            sum += _coefficients[i] * wires[_wires[i]];
        return sum;
    }
}
