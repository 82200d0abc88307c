using Amaters.Circuits.Fields;

namespace Amaters.Verifier.Curve;

/// <summary>Sums Σ kᵢ·Pᵢ of points and scalars, for one point or many.</summary>
/// <remarks>Variable time: for public scalars.</remarks>
public static class ScalarMultiplication
{
    /// <summary>From this many points on, sorting points into buckets beats a table for each point.</summary>
    private const int BucketThreshold = 24;

    private const int TableWidth = 5;
    private const int TableSize = 1 << (TableWidth - 2);

    /// <summary>k·P.</summary>
    public static TJacobian Multiply<TJacobian, TAffine>(in TJacobian point, in Fr scalar)
        where TJacobian : struct, IGroupElement<TJacobian, TAffine>
        where TAffine : struct
        => MultiplyWithTables<TJacobian, TAffine>([point], [scalar]);

    /// <summary>Σ kᵢ·Pᵢ; infinity for no points.</summary>
    /// <param name="points">The points Pᵢ.</param>
    /// <param name="scalars">The scalars kᵢ, as many as points. Small scalars cost less.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static TJacobian Sum<TJacobian, TAffine>(ReadOnlySpan<TAffine> points, ReadOnlySpan<Fr> scalars)
        where TJacobian : struct, IGroupElement<TJacobian, TAffine>
        where TAffine : struct
    {
        if (points.Length != scalars.Length)
            throw new ArgumentException($"{points.Length} points, but {scalars.Length} scalars.", nameof(scalars));
        if (points.Length >= BucketThreshold)
            return BucketSum<TJacobian, TAffine>.Compute(points, scalars);

        var jacobian = new TJacobian[points.Length];
        for (var i = 0; i < points.Length; i++)
            jacobian[i] = TJacobian.FromAffine(points[i]);
        return MultiplyWithTables<TJacobian, TAffine>(jacobian, scalars);
    }

    /// <summary>Straus: one chain of doublings for all points, and for each point its odd multiples up to 15 to add.</summary>
    private static TJacobian MultiplyWithTables<TJacobian, TAffine>(ReadOnlySpan<TJacobian> points, ReadOnlySpan<Fr> scalars)
        where TJacobian : struct, IGroupElement<TJacobian, TAffine>
        where TAffine : struct
    {
        var tables = new TJacobian[points.Length * TableSize];
        var digits = new sbyte[points.Length * NonAdjacentForm.DigitCount];
        var length = 0;
        for (var i = 0; i < points.Length; i++)
        {
            FillOddMultiples<TJacobian, TAffine>(points[i], tables.AsSpan(i * TableSize, TableSize));
            length = Math.Max(length, NonAdjacentForm.Recode(scalars[i], TableWidth, digits.AsSpan(i * NonAdjacentForm.DigitCount)));
        }

        var result = TJacobian.Infinity;
        for (var bit = length - 1; bit >= 0; bit--)
        {
            result = result.Double();
            for (var i = 0; i < points.Length; i++)
            {
                int digit = digits[(i * NonAdjacentForm.DigitCount) + bit];
                if (digit > 0)
                    result += tables[(i * TableSize) + (digit / 2)];
                else if (digit < 0)
                    result += -tables[(i * TableSize) + (-digit / 2)];
            }
        }

        return result;
    }

    // P, 3P, 5P, …
    private static void FillOddMultiples<TJacobian, TAffine>(in TJacobian point, Span<TJacobian> table)
        where TJacobian : struct, IGroupElement<TJacobian, TAffine>
        where TAffine : struct
    {
        var doubled = point.Double();
        table[0] = point;
        for (var i = 1; i < table.Length; i++)
            table[i] = table[i - 1] + doubled;
    }
}
