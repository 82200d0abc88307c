using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>Sums the points of each bucket as a tree: in every round neighbours of the same bucket are added in pairs, so no addition waits for another.</summary>
internal sealed unsafe class BucketTree<TField, TBlock> : IDisposable
    where TField : ILaneField<TBlock>
    where TBlock : unmanaged
{
    /// <summary>Copies between a prefetch and its use.</summary>
    private const int PrefetchDistance = 8;

    /// <summary>Selectors that a round may read behind the last one.</summary>
    public const int SpareSelectors = 2;

    private readonly BatchAdder<TField, TBlock> _adder;
    private readonly AlignedBuffer<FpLine> _evenRounds;
    private readonly AlignedBuffer<FpLine> _oddRounds;
    private readonly AlignedBuffer<uint> _first;
    private readonly AlignedBuffer<uint> _second;
    private readonly AlignedBuffer<uint> _places;
    private readonly AlignedBuffer<uint> _odd;
    private readonly AlignedBuffer<uint> _oddPlaces;
    private readonly AlignedBuffer<uint> _selectors;
    private readonly uint _spare;

    /// <summary>A tree for up to <paramref name="capacity"/> points at a time.</summary>
    public BucketTree(BatchAdder<TField, TBlock> adder, int capacity)
    {
        _adder = adder;
        Capacity = capacity;
        _spare = (uint)(capacity * LinesPerPoint);
        _evenRounds = new AlignedBuffer<FpLine>(_spare + LinesPerPoint);
        _oddRounds = new AlignedBuffer<FpLine>(_spare + LinesPerPoint);
        _first = new AlignedBuffer<uint>((capacity / 2) + TField.Lanes);
        _second = new AlignedBuffer<uint>((capacity / 2) + TField.Lanes);
        _places = new AlignedBuffer<uint>((capacity / 2) + TField.Lanes);
        _odd = new AlignedBuffer<uint>(capacity + 1);
        _oddPlaces = new AlignedBuffer<uint>(capacity + 1);
        _selectors = new AlignedBuffer<uint>(capacity + SpareSelectors);
    }

    /// <summary>Most points that <see cref="Sum"/> takes.</summary>
    public int Capacity { get; }

    private static int LinesPerPoint => 2 * TField.LinesPerElement;

    /// <summary>Sums every bucket.</summary>
    /// <param name="source">Lines of the points; replaced by the lines in which the sums lie.</param>
    /// <param name="selectors">Points of bucket 0, of bucket 1, …; replaced by one selector for each bucket that is not empty in the end. The array has room for <see cref="SpareSelectors"/> more.</param>
    /// <param name="counts">Points of each bucket; in the end 0 or 1.</param>
    public void Sum(ref FpLine* source, ref uint* selectors, Span<int> counts)
    {
        var target = _evenRounds.Pointer;
        var other = _oddRounds.Pointer;
        var most = 0;
        foreach (var count in counts)
            most = Math.Max(most, count);
        for (; most > 1; most = (most + 1) >> 1)
        {
            var sums = Round(source, selectors, counts, target);
            selectors = _selectors.Pointer;
            for (var i = 0; i < sums; i++)
                selectors[i] = (uint)(2 * LinesPerPoint * i);
            if (_adder.Vanished.Count > 0)
                RemoveVanished(counts);
            source = target;
            target = other;
            other = source;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _evenRounds.Dispose();
        _oddRounds.Dispose();
        _first.Dispose();
        _second.Dispose();
        _places.Dispose();
        _odd.Dispose();
        _oddPlaces.Dispose();
        _selectors.Dispose();
    }

    /// <summary>Copies a selected point, with its sign, to the place <paramref name="target"/>.</summary>
    public static void Copy(FpLine* target, FpLine* source, uint selector)
    {
        source += selector >> 1;
        for (var line = 0; line < LinesPerPoint; line++)
            target[line] = source[line];
        if ((selector & 1) == 0)
            return;
        for (var line = TField.LinesPerElement; line < LinesPerPoint; line++)
            TField.NegateLine(target + line);
    }

    // One round: pairs are added, the odd point of a bucket moves up. Returns the number of points left.
    private int Round(FpLine* source, uint* selectors, Span<int> counts, FpLine* target)
    {
        uint* first = _first.Pointer, second = _second.Pointer, places = _places.Pointer, odd = _odd.Pointer, oddPlaces = _oddPlaces.Pointer;
        // Every sum is written down both as a pair and as an odd point, and the counters say which it was: counts are as good as random, so branches on
        // them would be guessed wrongly at every bucket. A bucket without points moves nothing.
        int additions = 0, sums = 0, odds = 0, bucket = 0;
        var left = counts[0];
        while (bucket < counts.Length)
        {
            int isPair = left > 1 ? 1 : 0, isSum = left > 0 ? 1 : 0;
            uint selector = selectors[0], neighbour = selectors[1];
            if (additions < _adder.BatchAdditions)
            {
                // The first batch of a round has no other before it that would ask for its points.
                CacheLines.PrefetchFar(source + (selector >> 1), LinesPerPoint * sizeof(FpLine));
                CacheLines.PrefetchFar(source + (neighbour >> 1), LinesPerPoint * sizeof(FpLine));
            }

            first[additions] = odd[odds] = selector;
            second[additions] = neighbour;
            places[additions] = oddPlaces[odds] = (uint)(LinesPerPoint * sums);
            additions += isPair;
            odds += isSum - isPair;
            sums += isSum;
            selectors += isSum + isPair;
            left -= isSum + isPair;
            bucket += left == 0 ? 1 : 0;
            var next = counts[Math.Min(bucket, counts.Length - 1)];
            left = left == 0 ? next : left;
        }

        foreach (ref var count in counts)
            count = (count + 1) >> 1;

        // The odd points lie anywhere in memory: each is asked for some copies ahead.
        for (var i = 0; i < odds; i++)
        {
            if (i + PrefetchDistance < odds)
                CacheLines.Prefetch(source + (odd[i + PrefetchDistance] >> 1), LinesPerPoint * sizeof(FpLine));
            Copy(target + oddPlaces[i], source, odd[i]);
        }

        _adder.Add(source, first, second, target, places, _spare, additions);
        return sums;
    }

    private void RemoveVanished(Span<int> counts)
    {
        var vanished = new HashSet<uint>(_adder.Vanished);
        _adder.Vanished.Clear();
        uint* read = _selectors.Pointer, write = read;
        foreach (ref var count in counts)
        {
            var end = read + count;
            for (; read < end; read++)
            {
                if (vanished.Contains(*read >> 1))
                    count--;
                else
                    *write++ = *read;
            }
        }
    }
}
