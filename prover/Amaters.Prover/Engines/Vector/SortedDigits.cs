using Amaters.Circuits.Fields;
using Amaters.Prover.Parallelism;

namespace Amaters.Prover.Engines.Vector;

/// <summary>The digits of n scalars, each window's nonzero digits sorted by bucket: all of a sum that depends on the scalars alone.</summary>
/// <remarks>
/// <para>An entry is 2·i + sign: half scalar i (of 2n, see <see cref="ScalarDigits"/>) has a digit ±b in bucket b. Points do not matter, so sums
/// in either group share the entries.</para>
/// <para>The sort counts twice: by the upper bits of the bucket into at most 128 parts, then each part, which fits the first-level cache, by
/// the lower seven bits. One pass over 2¹⁴ buckets would write to as many cache lines in turn.</para>
/// </remarks>
internal sealed unsafe class SortedDigits : IPreparedScalars
{
    /// <summary>Most scalars: an entry and the lower bits of its bucket share a word while they are sorted.</summary>
    public const int MaxCount = 1 << 23;

    private const int LowBits = 7;
    private const int LowBuckets = 1 << LowBits;

    private readonly DigitPools _pools;
    private readonly int _workerCount;
    private readonly uint* _entries;
    private readonly int* _ends;
    private DigitScratch? _scratch;

    /// <summary>Takes scalars apart and sorts their digits.</summary>
    public SortedDigits(ReadOnlyMemory<Fr> scalars, DigitPools pools, int workerCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scalars.Length, MaxCount);
        _pools = pools;
        _workerCount = workerCount;
        Count = scalars.Length;
        Plan = WindowPlan.For(2L * Count);
        _scratch = pools.Scratches.Rent();
        var digits = _scratch.Digits.Reserve(EntryCount);
        _entries = _scratch.Entries.Reserve(EntryCount);
        _ends = _scratch.Ends.Reserve((long)Plan.Count * EndStride);
        WorkQueue.RunRanges(Count, 1 << 10, workerCount, (start, end) => ScalarDigits.Write(scalars.Span, start, end, Plan, digits));
        WorkQueue.Run(
            Plan.Count,
            workerCount,
            pools.Parts.Rent,
            (window, parts) => Sort(digits + ((long)window * HalfCount), Ends(window), Plan.Buckets(window), parts, _entries + ((long)window * HalfCount)),
            pools.Parts.Return);
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>The windows.</summary>
    public WindowPlan Plan { get; }

    private int HalfCount => 2 * Count;

    private long EntryCount => (long)Plan.Count * HalfCount;

    private int EndStride => Plan.MaxBuckets + 1;

    /// <summary>Entries of a window: those of bucket 1, of bucket 2, …</summary>
    public uint* Entries(int window)
    {
        ObjectDisposedException.ThrowIf(_scratch is null, this);
        return _entries + ((long)window * HalfCount);
    }

    /// <summary>For each bucket of a window the place after its last entry; 0 for bucket 0, which has none.</summary>
    public int* Ends(int window)
    {
        ObjectDisposedException.ThrowIf(_scratch is null, this);
        return _ends + ((long)window * EndStride);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _scratch, null) is not { } scratch)
            return;
        var digits = scratch.Digits.Reserve(EntryCount);
        WorkQueue.Run(Plan.Count, _workerCount, window =>
        {
            new Span<short>(digits + ((long)window * HalfCount), HalfCount).Clear();
            new Span<uint>(_entries + ((long)window * HalfCount), HalfCount).Clear();
            new Span<int>(_ends + ((long)window * EndStride), EndStride).Clear();
        });
        _pools.Scratches.Return(scratch);
    }

    private void Sort(short* digits, int* ends, int buckets, GrowingBuffer<uint> buffer, uint* entries)
    {
        // By the upper bits: magnitude m goes to part (m + 127) / 128, and zeros to part 0, which is left out.
        var starts = stackalloc int[(1 << (WindowPlan.MaxWidth - 1 - LowBits)) + 2];
        var partCount = (buckets + LowBuckets - 1) / LowBuckets;
        new Span<int>(starts, partCount + 2).Clear();
        for (var i = 0; i < HalfCount; i++)
            starts[((Math.Abs((int)digits[i]) + LowBuckets - 1) >> LowBits) + 1]++;
        starts[1] = 0;
        for (var part = 2; part <= partCount + 1; part++)
            starts[part] += starts[part - 1];
        var parts = buffer.Reserve(HalfCount);
        for (var i = 0; i < HalfCount; i++)
        {
            int digit = digits[i];
            if (digit == 0)
                continue;
            var magnitude = Math.Abs(digit) - 1;
            parts[starts[(magnitude >> LowBits) + 1]++] = (((uint)i << 1) | ((uint)digit >> 31)) << LowBits | (uint)(magnitude & (LowBuckets - 1));
        }

        // By the lower bits. Each start has moved to its part's end.
        var places = stackalloc int[LowBuckets];
        ends[0] = 0;
        var first = 0;
        for (var part = 1; part <= partCount; part++)
        {
            var end = starts[part];
            new Span<int>(places, LowBuckets).Clear();
            for (var i = first; i < end; i++)
                places[parts[i] & (LowBuckets - 1)]++;
            var place = first;
            for (var low = 0; low < LowBuckets; low++)
                (places[low], place) = (place, place + places[low]);
            for (var i = first; i < end; i++)
                entries[places[parts[i] & (LowBuckets - 1)]++] = parts[i] >> LowBits;
            var lowest = (part - 1) * LowBuckets;
            for (var low = 0; low < LowBuckets && lowest + low < buckets; low++)
                ends[lowest + low + 1] = places[low];
            first = end;
        }

        new Span<uint>(parts, first).Clear();
    }
}
