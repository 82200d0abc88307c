using System.Runtime.InteropServices;
using Amaters.Prover.Parallelism;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>One multi-scalar multiplication Σ kᵢ·Pᵢ by the bucket method (Pippenger) over half scalars.</summary>
/// <remarks>
/// <para>Two phases, each spread over the workers in pieces that the next free worker takes: sums of buckets, the sorted entries of a window cut
/// into chunks of equal size; then weighted sums of ranges of buckets. Zero digits have no entries, so scalars 0, 1 and short ones take no more
/// than their few additions.</para>
/// <para>A bucket cut by a chunk boundary leaves a sum on both sides, in slots of their own: slot b + c for bucket b and chunk c. Slots do not
/// collide, because chunk c ends with the bucket with which chunk c + 1 begins, or with a lower one.</para>
/// </remarks>
internal sealed unsafe class BucketMethod<TJacobian, TAffine, TGroup, TField, TBlock>
    where TJacobian : struct, IGroupElement<TJacobian, TAffine>
    where TAffine : struct
    where TGroup : IVectorGroup<TJacobian, TAffine>
    where TField : ILaneField<TBlock>
    where TBlock : unmanaged
{
    /// <summary>Buckets of a weighted sum that is one piece of work: few enough to leave no idle tail, many enough to hide the joining of lanes.</summary>
    private const int RangeBuckets = 1 << Log2RangeBuckets;

    private const int Log2RangeBuckets = 12;

    private static readonly int ChunkEntries = BucketWorker<TField, TBlock>.ChunkPoints;

    private readonly FpLine* _points;
    private readonly PointSet _finite;
    private readonly SortedDigits _digits;
    private readonly BucketScratch _scratch;
    private readonly ObjectPool<BucketWorker<TField, TBlock>> _workers;
    private readonly int _workerCount;

    /// <summary>A multiplication of prepared points with buffers that nobody else uses.</summary>
    /// <param name="points">Lines of the points.</param>
    /// <param name="finite">Which of them are finite.</param>
    /// <param name="digits">The scalars.</param>
    /// <param name="scratch">Room for bucket sums.</param>
    /// <param name="workers">What each thread needs.</param>
    /// <param name="workerCount">How many pieces run at once.</param>
    public BucketMethod(
        FpLine* points, PointSet finite, SortedDigits digits, BucketScratch scratch, ObjectPool<BucketWorker<TField, TBlock>> workers, int workerCount)
    {
        _points = points;
        _finite = finite;
        _digits = digits;
        _scratch = scratch;
        _workers = workers;
        _workerCount = workerCount;
    }

    private static int LinesPerPoint => 2 * TField.LinesPerElement;

    /// <summary>Σ kᵢ·Pᵢ.</summary>
    public TJacobian MultiplyAndSum()
    {
        // Chunks, slots and ranges of all windows, numbered through.
        var plan = _digits.Plan;
        var firstChunk = new int[plan.Count + 1];
        var firstSlot = new long[plan.Count + 1];
        var firstRange = new int[plan.Count + 1];
        for (var window = 0; window < plan.Count; window++)
        {
            var buckets = plan.Buckets(window);
            var chunks = (_digits.Ends(window)[buckets] + ChunkEntries - 1) / ChunkEntries;
            firstChunk[window + 1] = firstChunk[window] + chunks;
            firstSlot[window + 1] = firstSlot[window] + buckets + 1 + chunks;
            firstRange[window + 1] = firstRange[window] + ((buckets + RangeBuckets - 1) / RangeBuckets);
        }

        var slots = _scratch.Slots.Reserve(firstSlot[plan.Count] * LinesPerPoint);
        var filled = _scratch.Filled.Reserve(firstSlot[plan.Count]);
        RunWorkers(firstChunk[plan.Count], (item, worker) =>
        {
            var window = Array.FindLastIndex(firstChunk, first => first <= item);
            SumChunk(worker, window, item - firstChunk[window], slots + (firstSlot[window] * LinesPerPoint), filled + firstSlot[window]);
        });

        var ranges = new WeightedSum<TJacobian>[firstRange[plan.Count]];
        RunWorkers(ranges.Length, (item, worker) =>
        {
            var window = Array.FindLastIndex(firstRange, first => first <= item);
            ranges[item] = SumRange(worker, window, item - firstRange[window], slots + (firstSlot[window] * LinesPerPoint), filled + firstSlot[window]);
        });

        // From the top bit down; a range's place in its window is a multiple of 2^Log2RangeBuckets.
        var result = TJacobian.Infinity;
        for (var window = plan.Count - 1; window >= 0; window--)
        {
            var sums = ranges.AsSpan(firstRange[window]..firstRange[window + 1]);
            for (var bit = plan.Widths[window] - 1; bit >= 0; bit--)
            {
                result = result.Double();
                if (bit == Log2RangeBuckets)
                    result += Offsets(sums);
            }

            foreach (ref readonly var sum in sums)
                result += sum.Weighted;
        }

        return result;
    }

    // Σ r·totalᵣ over the ranges of a window, by suffix sums.
    private static TJacobian Offsets(ReadOnlySpan<WeightedSum<TJacobian>> ranges)
    {
        TJacobian suffix = TJacobian.Infinity, result = TJacobian.Infinity;
        for (var range = ranges.Length - 1; range >= 1; range--)
        {
            suffix += ranges[range].Total;
            result += suffix;
        }

        return result;
    }

    private void RunWorkers(int count, Action<int, BucketWorker<TField, TBlock>> work) =>
        WorkQueue.Run(count, _workerCount, _workers.Rent, work, _workers.Return);

    private void SumChunk(BucketWorker<TField, TBlock> worker, int window, int chunk, FpLine* slots, byte* filled)
    {
        // The points of each bucket that has entries in the chunk, from the lowest such bucket up.
        var ends = _digits.Ends(window);
        var buckets = _digits.Plan.Buckets(window);
        var first = chunk * ChunkEntries;
        var end = Math.Min(first + ChunkEntries, ends[buckets]);
        var lowest = ~new ReadOnlySpan<int>(ends, buckets + 1).BinarySearch(new FirstAbove(first));
        var bucketCount = 0;
        var selectors = worker.Selectors.Pointer;
        var last = selectors;
        for (int bucket = lowest, from = first; from < end; bucket++)
        {
            var to = Math.Min(ends[bucket], end);
            var count = _finite.Select(_digits.Entries(window) + from, to - from, last, LinesPerPoint);
            last += count;
            worker.Counts[bucketCount++] = count;
            from = to;
        }

        var source = _points;
        var counts = worker.Counts.AsSpan(0, bucketCount);
        worker.Tree.Sum(ref source, ref selectors, counts);
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0)
                continue;
            var slot = lowest + i + chunk;
            BucketTree<TField, TBlock>.Copy(slots + ((long)slot * LinesPerPoint), source, *selectors++);
            filled[slot] = 1;
        }
    }

    // The sums of the buckets first + 1 … first + n of a window; leaves their slots empty.
    private WeightedSum<TJacobian> SumRange(BucketWorker<TField, TBlock> worker, int window, int range, FpLine* slots, byte* filled)
    {
        var ends = _digits.Ends(window);
        var first = range * RangeBuckets;
        var length = Math.Min(RangeBuckets, _digits.Plan.Buckets(window) - first);
        if (ends[first] == ends[first + length])
            return new WeightedSum<TJacobian>(TJacobian.Infinity, TJacobian.Infinity);

        // A bucket has a slot for each chunk that its entries reach into.
        var counts = worker.Counts.AsSpan(0, length);
        var selectors = worker.Selectors.Pointer;
        var joined = 0;
        for (var i = 0; i < length; i++)
        {
            counts[i] = 0;
            int bucket = first + i + 1, from = ends[bucket - 1], to = ends[bucket];
            for (var slot = bucket + (from / ChunkEntries); from < to && slot <= bucket + ((to - 1) / ChunkEntries); slot++)
            {
                if (filled[slot] == 0)
                    continue;
                selectors[joined++] = (uint)(slot * LinesPerPoint) << 1;
                counts[i]++;
            }
        }

        var source = slots;
        worker.Tree.Sum(ref source, ref selectors, counts);
        var chosen = worker.Buckets.Pointer;
        for (var i = 0; i < length; i++)
            chosen[i + 1] = counts[i] == 0 ? BucketReducer<TField, TBlock>.Empty : *selectors++;
        var sum = worker.Reducer.Reduce<TJacobian, TAffine, TGroup>(source, chosen, length / TField.Lanes, worker.Adder.Workspace);

        var firstSlot = first + 1 + (ends[first] / ChunkEntries);
        var slotCount = first + length + ((ends[first + length] - 1) / ChunkEntries) + 1 - firstSlot;
        NativeMemory.Clear(slots + ((long)firstSlot * LinesPerPoint), (nuint)slotCount * (nuint)(LinesPerPoint * sizeof(FpLine)));
        NativeMemory.Clear(filled + firstSlot, (nuint)slotCount);
        return sum;
    }

    // Orders a bucket's end against a position so that a binary search finds the first end above it.
    private readonly struct FirstAbove(int position) : IComparable<int>
    {
        public int CompareTo(int end) => position < end ? -1 : 1;
    }
}
