using Amaters.Circuits.Fields;
using Amaters.Prover.Parallelism;
using Amaters.Verifier.Curve;

namespace Amaters.Prover.Msm;

/// <summary>Multi-scalar multiplication Σ kᵢ·Pᵢ by windows of signed digits and buckets (Pippenger; Bernstein, Doumen, Lange, Oosterwijk, eprint 2012/549 §4).</summary>
/// <remarks>
/// Windows are independent pieces of work, started from the lowest, which is the fullest for the small numbers of a witness. Timing depends on
/// the scalars: a prover runs where its witness is known.
/// </remarks>
internal static class Pippenger<TPoint, TAffine, TField>
    where TPoint : struct, IGroupElement<TPoint, TAffine>
    where TAffine : struct
    where TField : struct, IFieldElement<TField>
{
    /// <summary>Field multiplications of one addition in a batch, its memory traffic included.</summary>
    private const int BatchAdditionCost = 8;

    /// <summary>Field multiplications for one bucket in the running sums: a mixed and a full addition.</summary>
    private const int BucketCost = 27;

    public static TPoint MultiplyAndSum(ReadOnlyMemory<TAffine> points, ReadOnlyMemory<Fr> scalars, int workerCount)
    {
        if (points.Length != scalars.Length)
            throw new ArgumentException($"{points.Length} points take as many scalars, not {scalars.Length}.", nameof(scalars));
        if (points.Length == 0)
            return TPoint.Infinity;
        using var digits = SignedDigits.Of(scalars, WindowBitsFor(points.Length, workerCount), workerCount);
        var sums = new TPoint[digits.WindowCount];
        WorkQueue.Run(
            digits.WindowCount,
            workerCount,
            () => new WindowSummer<TPoint, TAffine, TField>(points.Length, digits.WindowBits),
            (window, summer) => sums[window] = summer.Sum(points.Span, digits.Window(window)),
            summer => summer.Dispose());

        var total = TPoint.Infinity;
        for (int window = sums.Length - 1; window >= 0; window--)
        {
            for (int bit = 0; bit < digits.WindowBits; bit++)
                total = total.Double();
            total += sums[window];
        }

        return total;
    }

    // The width at which the busiest worker has the least to do.
    private static int WindowBitsFor(int pointCount, int workerCount)
    {
        int best = 1;
        long bestCost = long.MaxValue;
        for (int bits = 1; bits <= SignedDigits.MaxWindowBits; bits++)
        {
            long rounds = (SignedDigits.WindowCountOf(bits) + workerCount - 1) / workerCount;
            long cost = rounds * (((long)pointCount * BatchAdditionCost) + ((1L << (bits - 1)) * BucketCost));
            if (cost < bestCost)
                (best, bestCost) = (bits, cost);
        }

        return best;
    }
}
