namespace Amaters.Prover.Engines.Vector;

/// <summary>How the half scalars of a multiplication are cut into windows of signed digits.</summary>
/// <remarks>
/// Half scalars are below 2^126.5, so 128 bits leave the last digit room for the carry of the one before. Widths differ by at most one bit.
/// A window of w bits has 2^(w−1) buckets, for the digits of magnitude 1 … 2^(w−1).
/// </remarks>
internal sealed class WindowPlan
{
    /// <summary>Widest window: its digits fit a short.</summary>
    public const int MaxWidth = 15;

    /// <summary>Narrowest window: its buckets fill the lanes of a block.</summary>
    public const int MinWidth = 4;

    private const int HalfScalarBits = 128;

    /// <summary>A bucket costs two complete additions in the end, about as much as this many affine additions.</summary>
    private const double BucketCost = 2.3;

    private WindowPlan(int windowCount)
    {
        Widths = [.. Enumerable.Range(0, windowCount).Select(window => (HalfScalarBits / windowCount) + (window < HalfScalarBits % windowCount ? 1 : 0))];
    }

    /// <summary>Bits of each window, lowest window first.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>Number of windows.</summary>
    public int Count => Widths.Count;

    /// <summary>Buckets of the widest window.</summary>
    public int MaxBuckets => Buckets(0);

    /// <summary>Buckets of a window.</summary>
    public int Buckets(int window) => 1 << (Widths[window] - 1);

    /// <summary>The plan with the least expected work.</summary>
    /// <param name="halfScalarCount">Half scalars of a multiplication: two for each point.</param>
    public static WindowPlan For(long halfScalarCount) =>
        Enumerable.Range(HalfScalarBits / MaxWidth + 1, HalfScalarBits / MinWidth - HalfScalarBits / MaxWidth)
            .Select(windowCount => new WindowPlan(windowCount))
            .MinBy(plan => (plan.Count * (double)halfScalarCount) + (BucketCost * plan.Widths.Sum(width => 1 << (width - 1))))!;
}
