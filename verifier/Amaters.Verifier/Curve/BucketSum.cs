using System.Numerics;
using Amaters.Circuits.Fields;

namespace Amaters.Verifier.Curve;

/// <summary>Σ kᵢ·Pᵢ for many points by buckets (Pippenger; Bernstein et al., eprint 2012/549 §4), on one thread.</summary>
/// <remarks>The verifier's own sums are small; the prover has a parallel version for its large ones.</remarks>
internal static class BucketSum<TJacobian, TAffine>
    where TJacobian : struct, IGroupElement<TJacobian, TAffine>
    where TAffine : struct
{
    /// <summary>The sum, for as many scalars as points.</summary>
    public static TJacobian Compute(ReadOnlySpan<TAffine> points, ReadOnlySpan<Fr> scalars)
    {
        var limbs = new ulong[scalars.Length * 4];
        var bitCount = 0;
        for (var i = 0; i < scalars.Length; i++)
        {
            scalars[i].ToStandardLimbs(limbs.AsSpan(i * 4));
            bitCount = Math.Max(bitCount, BitLength(limbs.AsSpan(i * 4, 4)));
        }

        var width = Math.Clamp(BitOperations.Log2((uint)points.Length) - 2, 3, 12);
        var buckets = new TJacobian[(1 << width) - 1];
        var result = TJacobian.Infinity;
        for (var window = (bitCount + width - 1) / width; window-- > 0;)
        {
            for (var i = 0; i < width; i++)
                result = result.Double();
            result += SumWindow(points, limbs, window * width, width, buckets);
        }

        return result;
    }

    // Bucket d − 1 collects the points whose digit is d; the running sum from the top then counts bucket d − 1 exactly d times.
    private static TJacobian SumWindow(ReadOnlySpan<TAffine> points, ReadOnlySpan<ulong> limbs, int bit, int width, Span<TJacobian> buckets)
    {
        buckets.Fill(TJacobian.Infinity);
        for (var i = 0; i < points.Length; i++)
        {
            var digit = DigitAt(limbs.Slice(i * 4, 4), bit, width);
            if (digit != 0)
                buckets[digit - 1] += points[i];
        }

        var running = TJacobian.Infinity;
        var sum = TJacobian.Infinity;
        for (var i = buckets.Length - 1; i >= 0; i--)
        {
            running += buckets[i];
            sum += running;
        }

        return sum;
    }

    private static int DigitAt(ReadOnlySpan<ulong> scalar, int bit, int width)
    {
        var digit = scalar[bit / 64] >> (bit % 64);
        if (bit % 64 + width > 64 && bit / 64 < 3)
            digit |= scalar[(bit / 64) + 1] << (64 - (bit % 64));
        return (int)(digit & ((1UL << width) - 1));
    }

    private static int BitLength(ReadOnlySpan<ulong> scalar)
    {
        for (var i = scalar.Length - 1; i >= 0; i--)
        {
            if (scalar[i] != 0)
                return (i * 64) + 64 - BitOperations.LeadingZeroCount(scalar[i]);
        }

        return 0;
    }
}
