using System.Buffers;
using System.Runtime.InteropServices;
using Amaters.Circuits.Fields;
using Amaters.Verifier.Curve;

namespace Amaters.Prover.Msm;

/// <summary>Σ dᵢ·Pᵢ for the small signed digits of one window: points sorted by digit, each bucket summed in rounds of independent pair additions.</summary>
/// <remarks>
/// A round halves every bucket. All additions of a round are independent, so they share inversions however many points a bucket has:
/// a window full of equal digits, as the bits and small numbers of a witness make them, costs no more than a random one, and
/// zero digits cost nothing. The sum Σ b·Bucket_b is then two running sums. One instance serves one worker.
/// </remarks>
internal sealed class WindowSummer<TPoint, TAffine, TField> : IDisposable
    where TPoint : struct, IGroupElement<TPoint, TAffine>
    where TAffine : struct
    where TField : struct, IFieldElement<TField>
{
    private readonly BatchAdder<TField> _adder = new();
    private readonly int[] _sorted;
    private readonly int[] _bucketCounts;
    private AffinePoint<TField>[] _source;
    private AffinePoint<TField>[] _destination;

    public WindowSummer(int pointCount, int windowBits)
    {
        int bucketCount = 1 << (windowBits - 1);
        int capacity = (pointCount / 2) + bucketCount + 1;
        _sorted = ArrayPool<int>.Shared.Rent(pointCount);
        _bucketCounts = new int[bucketCount + 1];
        _source = ArrayPool<AffinePoint<TField>>.Shared.Rent(capacity);
        _destination = ArrayPool<AffinePoint<TField>>.Shared.Rent(capacity);
    }

    public TPoint Sum(ReadOnlySpan<TAffine> points, ReadOnlySpan<short> digits)
    {
        var coordinates = MemoryMarshal.Cast<TAffine, AffinePoint<TField>>(points);
        SortByBucket(coordinates, digits);
        int largest = FirstRound(coordinates);
        while (largest > 1)
            largest = NextRound();
        return WeightedSum();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _adder.Dispose();
        ArrayPool<int>.Shared.Return(_sorted);
        ArrayPool<AffinePoint<TField>>.Shared.Return(_source);
        ArrayPool<AffinePoint<TField>>.Shared.Return(_destination);
    }

    // Counting sort. An entry is the index of a point with the sign of its digit: i for +Pᵢ, ~i for −Pᵢ.
    private void SortByBucket(ReadOnlySpan<AffinePoint<TField>> points, ReadOnlySpan<short> digits)
    {
        Array.Clear(_bucketCounts);
        for (int i = 0; i < digits.Length; i++)
        {
            if (digits[i] != 0 && !points[i].IsInfinity)
                _bucketCounts[Math.Abs((int)digits[i])]++;
        }

        Span<int> next = new int[_bucketCounts.Length];
        for (int bucket = 1; bucket < next.Length; bucket++)
            next[bucket] = next[bucket - 1] + _bucketCounts[bucket - 1];
        for (int i = 0; i < digits.Length; i++)
        {
            if (digits[i] != 0 && !points[i].IsInfinity)
                _sorted[next[Math.Abs((int)digits[i])]++] = digits[i] > 0 ? i : ~i;
        }
    }

    private int FirstRound(ReadOnlySpan<AffinePoint<TField>> points)
    {
        int read = 0, write = 0, largest = 0;
        for (int bucket = 1; bucket < _bucketCounts.Length; bucket++)
        {
            int count = _bucketCounts[bucket];
            for (int pair = 0; pair < count / 2; pair++, read += 2)
                _adder.Add(Signed(points, _sorted[read]), Signed(points, _sorted[read + 1]), _source, write++);
            if (count % 2 == 1)
                _source[write++] = Signed(points, _sorted[read++]);
            _bucketCounts[bucket] = (count + 1) / 2;
            largest = Math.Max(largest, _bucketCounts[bucket]);
        }

        _adder.Flush(_source);
        return largest;
    }

    private int NextRound()
    {
        int read = 0, write = 0, largest = 0;
        for (int bucket = 1; bucket < _bucketCounts.Length; bucket++)
        {
            int count = _bucketCounts[bucket];
            for (int pair = 0; pair < count / 2; pair++, read += 2)
                _adder.Add(_source[read], _source[read + 1], _destination, write++);
            if (count % 2 == 1)
                _destination[write++] = _source[read++];
            _bucketCounts[bucket] = (count + 1) / 2;
            largest = Math.Max(largest, _bucketCounts[bucket]);
        }

        _adder.Flush(_destination);
        (_source, _destination) = (_destination, _source);
        return largest;
    }

    // Σ b·B_b = Σ_b (B_b + B_{b+1} + … ): the inner sums run down from the highest bucket.
    private TPoint WeightedSum()
    {
        int read = 0;
        for (int bucket = 1; bucket < _bucketCounts.Length; bucket++)
            read += _bucketCounts[bucket];
        var buckets = MemoryMarshal.Cast<AffinePoint<TField>, TAffine>(_source.AsSpan(0, read));
        var running = TPoint.Infinity;
        var sum = TPoint.Infinity;
        for (int bucket = _bucketCounts.Length - 1; bucket >= 1; bucket--)
        {
            if (_bucketCounts[bucket] == 1)
                running += buckets[--read];
            sum += running;
        }

        return sum;
    }

    private static AffinePoint<TField> Signed(ReadOnlySpan<AffinePoint<TField>> points, int entry) => entry >= 0 ? points[entry] : -points[~entry];
}
