using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication.Storage;

/// <summary>The newest entries of the log in memory, up to a number of bytes, so that replication and apply rarely read the disk.</summary>
/// <remarks>A ring of consecutive entries; the oldest leave first. Not thread-safe.</remarks>
internal sealed class EntryCache(long capacityBytes)
{
    /// <summary>What one entry costs beside its payload: the ring slot, the object and its array header.</summary>
    private const int OverheadBytes = 96;

    private Entry[] _ring = new Entry[64];
    private int _start;
    private long _bytes;

    /// <summary>How many entries are held.</summary>
    public int Count { get; private set; }

    /// <summary>The lowest index held; meaningless if <see cref="Count"/> is 0.</summary>
    public ulong First { get; private set; }

    /// <summary>True if the entry at this index is held.</summary>
    public bool Holds(ulong index) => index >= First && index - First < (ulong)Count;

    /// <summary>An entry that is held.</summary>
    public Entry this[ulong index] => _ring[Slot(checked((int)(index - First)))];

    /// <summary>Adds the entry that follows the last one held, or starts over with it.</summary>
    public void Append(ulong index, in Entry entry)
    {
        if (Count > 0 && index != First + (ulong)Count)
            Clear();
        if (Count == 0)
            First = index;
        if (Count == _ring.Length)
            Grow();
        _ring[Slot(Count++)] = entry;
        _bytes += CostOf(entry);
        while (_bytes > capacityBytes && Count > 1)
            DropOldest();
    }

    /// <summary>Forgets every entry ≥ <paramref name="first"/>.</summary>
    public void TruncateFrom(ulong first)
    {
        while (Count > 0 && First + (ulong)Count > first)
        {
            var slot = Slot(--Count);
            _bytes -= CostOf(_ring[slot]);
            _ring[slot] = default!;
        }
    }

    /// <summary>Forgets every entry ≤ <paramref name="last"/>.</summary>
    public void CompactTo(ulong last)
    {
        while (Count > 0 && First <= last)
            DropOldest();
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(_ring);
        Count = 0;
        _bytes = 0;
    }

    private void DropOldest()
    {
        _bytes -= CostOf(_ring[_start]);
        _ring[_start] = default!;
        _start = (_start + 1) & (_ring.Length - 1);
        First++;
        Count--;
    }

    private void Grow()
    {
        var larger = new Entry[_ring.Length * 2];
        for (var i = 0; i < Count; i++)
            larger[i] = _ring[Slot(i)];
        _ring = larger;
        _start = 0;
    }

    // The ring's length is a power of two.
    private int Slot(int position) => (_start + position) & (_ring.Length - 1);

    private static long CostOf(in Entry entry) => OverheadBytes + entry.Data.Length;
}
