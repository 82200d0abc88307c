using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Gadgets;

/// <summary>A small dense matrix over <see cref="Fr"/>.</summary>
internal sealed class SquareMatrix
{
    private readonly Fr[][] _rows;

    private SquareMatrix(Fr[][] rows) => _rows = rows;

    /// <summary>Number of rows and of columns.</summary>
    public int Size => _rows.Length;

    /// <summary>One row.</summary>
    public ReadOnlySpan<Fr> this[int row] => _rows[row];

    /// <summary>The matrix of a linear map.</summary>
    /// <param name="size">Number of elements that it maps.</param>
    /// <param name="apply">The map, in place.</param>
    public static SquareMatrix Of(int size, Action<Fr[]> apply)
    {
        var rows = NewRows(size);
        for (int column = 0; column < size; column++)
        {
            var unit = new Fr[size];
            unit[column] = Fr.One;
            apply(unit);
            for (int row = 0; row < size; row++)
                rows[row][column] = unit[row];
        }

        return new SquareMatrix(rows);
    }

    /// <summary>The inverse matrix, by Gauss-Jordan elimination.</summary>
    /// <exception cref="InvalidOperationException">The matrix has none.</exception>
    public SquareMatrix Inverse()
    {
        var left = Array.ConvertAll(_rows, row => (Fr[])row.Clone());
        var right = NewRows(Size);
        for (int i = 0; i < Size; i++)
            right[i][i] = Fr.One;

        for (int column = 0; column < Size; column++)
        {
            int pivot = Array.FindIndex(left, column, row => !row[column].IsZero);
            if (pivot < 0)
                throw new InvalidOperationException("The matrix is singular.");
            (left[pivot], left[column]) = (left[column], left[pivot]);
            (right[pivot], right[column]) = (right[column], right[pivot]);

            var scale = left[column][column].Inverse();
            Combine(left[column], left[column], scale - Fr.One);
            Combine(right[column], right[column], scale - Fr.One);
            for (int row = 0; row < Size; row++)
            {
                var factor = -left[row][column];
                if (row == column || factor.IsZero)
                    continue;
                Combine(left[row], left[column], factor);
                Combine(right[row], right[column], factor);
            }
        }

        return new SquareMatrix(right);
    }

    private static void Combine(Fr[] target, Fr[] source, Fr factor)
    {
        for (int i = 0; i < target.Length; i++)
            target[i] += factor * source[i];
    }

    private static Fr[][] NewRows(int size)
    {
        var rows = new Fr[size][];
        for (int i = 0; i < size; i++)
            rows[i] = new Fr[size];
        return rows;
    }
}
