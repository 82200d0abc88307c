namespace Amaters.Prover.Engines.Vector;

/// <summary>Which points of a key are finite. A point at infinity adds nothing, so its entries are passed over.</summary>
internal sealed unsafe class PointSet
{
    // Bit i: point i is infinite. Null when none is.
    private readonly ulong[]? _infinite;

    /// <summary>A set of <paramref name="count"/> points.</summary>
    /// <param name="count">Number of points.</param>
    /// <param name="infinities">The infinite ones.</param>
    public PointSet(int count, IReadOnlyCollection<int> infinities)
    {
        if (infinities.Count == 0)
            return;
        _infinite = new ulong[(count + 63) / 64];
        foreach (var i in infinities)
            _infinite[i / 64] |= 1UL << (i % 64);
    }

    /// <summary>Turns the entries of finite points into selectors; returns their number.</summary>
    /// <param name="entries">2·point + sign.</param>
    /// <param name="count">Number of entries.</param>
    /// <param name="selectors">Receives 2·(first line of the point) + sign.</param>
    /// <param name="linesPerPoint">Lines that a point takes.</param>
    public int Select(uint* entries, int count, uint* selectors, int linesPerPoint)
    {
        var selected = 0;
        for (var i = 0; i < count; i++)
        {
            var entry = entries[i];
            var point = entry >> 1;
            selectors[selected] = (point * (uint)linesPerPoint << 1) | (entry & 1);
            selected += _infinite is null ? 1 : (int)(~_infinite[point >> 6] >> (int)(point & 63) & 1);
        }

        return selected;
    }
}
