namespace Amaters.Ledger.Consensus.Log;

/// <summary>Sizes of entries, and cutting by them.</summary>
internal static class EntryLimits
{
    /// <summary>Sum of <see cref="Entry.ByteCount"/>.</summary>
    public static ulong ByteCount(IReadOnlyList<Entry> entries)
    {
        ulong sum = 0;
        for (var i = 0; i < entries.Count; i++)
            sum += entries[i].ByteCount;
        return sum;
    }

    /// <summary>Sum of <see cref="Entry.PayloadByteCount"/>.</summary>
    public static ulong PayloadByteCount(IReadOnlyList<Entry> entries)
    {
        ulong sum = 0;
        for (var i = 0; i < entries.Count; i++)
            sum += entries[i].PayloadByteCount;
        return sum;
    }

    /// <summary>How many of the first entries fit into <paramref name="maxBytes"/>; the first always does.</summary>
    public static int CountWithin(IReadOnlyList<Entry> entries, ulong maxBytes)
    {
        ulong sum = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            sum += entries[i].ByteCount;
            if (sum > maxBytes && i > 0)
                return i;
        }

        return entries.Count;
    }
}
