using Amaters.Circuits.Fields;
using Amaters.Prover.Parallelism;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>One multi-scalar multiplication Σ kᵢ·Pᵢ by the bucket method (Pippenger) over half scalars.</summary>
/// <remarks>
/// <para>Four phases, each spread over the workers in pieces that the next free worker takes: digits of ranges of scalars; sorting of each
/// window's points by bucket; sums of buckets, the sorted points of a window cut into chunks of equal size; the weighted sum of each window's
/// buckets. Zero digits cost nothing, so scalars 0, 1 and short ones take no more than their few additions.</para>
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
    private const int ChunkPoints = BucketWorker<TField, TBlock>.ChunkPoints;

    private readonly FpLine* _points;
    private readonly int[] _infinities;
    private readonly WindowPlan _plan;
    private readonly BucketScratch _scratch;
    private readonly ObjectPool<BucketWorker<TField, TBlock>> _workers;
    private readonly int _workerCount;

    /// <summary>A multiplication of prepared points with buffers that nobody else uses.</summary>
    public BucketMethod(
        FpLine* points, int[] infinities, WindowPlan plan, BucketScratch scratch, ObjectPool<BucketWorker<TField, TBlock>> workers, int workerCount)
    {
        _points = points;
        _infinities = infinities;
        _plan = plan;
        _scratch = scratch;
        _workers = workers;
        _workerCount = workerCount;
    }

    private static int LinesPerPoint => 2 * TField.LinesPerElement;

    /// <summary>Σ kᵢ·Pᵢ.</summary>
    public TJacobian MultiplyAndSum(ReadOnlyMemory<Fr> scalars)
    {
        var halves = 2 * scalars.Length;
        var windows = _plan.Count;
        var bucketStride = _plan.MaxBuckets + 1;
        var digits = _scratch.Digits.Reserve((long)windows * halves);
        var sorted = _scratch.Sorted.Reserve((long)windows * halves);
        var ends = _scratch.Ends.Reserve((long)windows * bucketStride);

        WorkQueue.RunRanges(scalars.Length, 1 << 10, _workerCount, (start, end) => ScalarDigits.Write(scalars.Span, start, end, _plan, digits));
        foreach (var i in _infinities)
        {
            for (var window = 0; window < windows; window++)
                digits[((long)window * halves) + i] = digits[((long)window * halves) + scalars.Length + i] = 0;
        }

        WorkQueue.Run(windows, _workerCount, window =>
            Sort(digits + ((long)window * halves), halves, ends + ((long)window * bucketStride), Buckets(window), sorted + ((long)window * halves)));

        // Chunks and slots of all windows, numbered through.
        var firstChunk = new int[windows + 1];
        var firstSlot = new long[windows + 1];
        for (var window = 0; window < windows; window++)
        {
            var chunks = (ends[((long)window * bucketStride) + Buckets(window)] + ChunkPoints - 1) / ChunkPoints;
            firstChunk[window + 1] = firstChunk[window] + chunks;
            firstSlot[window + 1] = firstSlot[window] + Buckets(window) + 1 + chunks;
        }

        var slots = _scratch.Slots.Reserve(firstSlot[windows] * LinesPerPoint);
        var filled = _scratch.Filled.Reserve(firstSlot[windows]);
        new Span<byte>(filled, checked((int)firstSlot[windows])).Clear();
        RunWorkers(firstChunk[windows], (item, worker) =>
        {
            var window = Array.FindLastIndex(firstChunk, first => first <= item);
            SumChunk(
                worker, item - firstChunk[window], ends + ((long)window * bucketStride), Buckets(window), sorted + ((long)window * halves),
                slots + (firstSlot[window] * LinesPerPoint), filled + firstSlot[window]);
        });

        var sums = new TJacobian[windows];
        RunWorkers(windows, (window, worker) => sums[window] = firstChunk[window] == firstChunk[window + 1]
            ? TJacobian.Infinity
            : SumWindow(
                worker, firstChunk[window + 1] - firstChunk[window], ends + ((long)window * bucketStride), Buckets(window),
                slots + (firstSlot[window] * LinesPerPoint), filled + firstSlot[window]));

        var result = TJacobian.Infinity;
        for (var window = windows - 1; window >= 0; window--)
        {
            for (var bit = 0; bit < _plan.Widths[window]; bit++)
                result = result.Double();
            result += sums[window];
        }

        return result;
    }

    private int Buckets(int window) => 1 << (_plan.Widths[window] - 1);

    private void RunWorkers(int count, Action<int, BucketWorker<TField, TBlock>> work) =>
        WorkQueue.Run(count, _workerCount, _workers.Rent, work, _workers.Return);

    // Counting sort. While filling, ends[b] runs from the start of bucket b to its end.
    private static void Sort(short* digits, int count, int* ends, int buckets, uint* sorted)
    {
        new Span<int>(ends, buckets + 1).Clear();
        for (var i = 0; i < count; i++)
            ends[Math.Abs((int)digits[i])]++;
        ends[0] = 0;
        var start = 0;
        for (var bucket = 1; bucket <= buckets; bucket++)
        {
            var size = ends[bucket];
            ends[bucket] = start;
            start += size;
        }

        for (var i = 0; i < count; i++)
        {
            int digit = digits[i];
            if (digit != 0)
                sorted[ends[Math.Abs(digit)]++] = ((uint)(i * LinesPerPoint) << 1) | ((uint)digit >> 31);
        }
    }

    // Buckets that have points among the sorted ones first … end − 1: returns the lowest and writes the points of each.
    private static int CountPoints(int* ends, int buckets, int first, int end, Span<int> counts, out int bucketCount)
    {
        var lowest = new ReadOnlySpan<int>(ends, buckets + 1).BinarySearch(new FirstAbove(first)) is var found && found < 0 ? ~found : found;
        bucketCount = 0;
        for (int bucket = lowest, from = first; from < end; bucket++)
        {
            var to = Math.Min(ends[bucket], end);
            counts[bucketCount++] = to - from;
            from = to;
        }

        return lowest;
    }

    private void SumChunk(BucketWorker<TField, TBlock> worker, int chunk, int* ends, int buckets, uint* sorted, FpLine* slots, byte* filled)
    {
        var first = chunk * ChunkPoints;
        var end = Math.Min(first + ChunkPoints, ends[buckets]);
        var lowest = CountPoints(ends, buckets, first, end, worker.Counts, out var bucketCount);
        var source = _points;
        var selectors = sorted + first;
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

    private static TJacobian SumWindow(BucketWorker<TField, TBlock> worker, int chunks, int* ends, int buckets, FpLine* slots, byte* filled)
    {
        // Join the parts of cut buckets: counts[b] slots of bucket b, in the order of slots.
        var counts = worker.Counts.AsSpan(0, buckets + 1);
        counts.Clear();
        var slot = 0;
        var selectors = worker.Selectors.Pointer;
        var joined = 0;
        for (int bucket = 0, chunk = 0; bucket <= buckets; bucket++)
        {
            while (true)
            {
                slot = bucket + chunk;
                if (filled[slot] != 0)
                {
                    selectors[joined++] = (uint)(slot * LinesPerPoint) << 1;
                    counts[bucket]++;
                }

                // The bucket goes on in the next chunk if its points reach beyond this one.
                if (chunk + 1 >= chunks || ends[bucket] <= (chunk + 1) * ChunkPoints)
                    break;
                chunk++;
            }

            if (chunk + 1 < chunks && ends[bucket] == (chunk + 1) * ChunkPoints)
                chunk++;
        }

        var source = slots;
        worker.Tree.Sum(ref source, ref selectors, counts);
        var chosen = worker.Buckets.Pointer;
        for (var bucket = 1; bucket <= buckets; bucket++)
            chosen[bucket] = counts[bucket] == 0 ? BucketReducer<TField, TBlock>.Empty : *selectors++;
        return worker.Reducer.Reduce<TJacobian, TAffine, TGroup>(source, chosen, buckets / TField.Lanes, worker.Adder.Workspace);
    }

    // Orders a bucket's end against a position so that a binary search finds the first end above it.
    private readonly struct FirstAbove(int position) : IComparable<int>
    {
        public int CompareTo(int end) => position < end ? -1 : 1;
    }
}
