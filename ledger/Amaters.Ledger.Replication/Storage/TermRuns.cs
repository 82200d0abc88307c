namespace Amaters.Ledger.Replication.Storage;

/// <summary>The term of every stored entry, as runs of equal terms: a log of millions of entries has few of them.</summary>
/// <remarks>Covers the index before the first entry too, whose term a follower is asked for. Not thread-safe.</remarks>
internal sealed class TermRuns
{
    private readonly List<(ulong First, ulong Term)> _runs = [];

    /// <summary>Starts over with one known index: the last one that was compacted away.</summary>
    public void Reset(ulong index, ulong term)
    {
        _runs.Clear();
        _runs.Add((index, term));
    }

    /// <summary>Records the term of the next entry; indexes arrive in ascending order without gaps.</summary>
    public void Append(ulong index, ulong term)
    {
        if (_runs[^1].Term != term)
            _runs.Add((index, term));
    }

    /// <summary>The term at an index that lies within the covered range.</summary>
    public ulong TermAt(ulong index) => _runs[RunOf(index)].Term;

    /// <summary>Forgets every index ≥ <paramref name="first"/>; the index before it stays covered.</summary>
    public void TruncateFrom(ulong first)
    {
        while (_runs[^1].First >= first)
            _runs.RemoveAt(_runs.Count - 1);
    }

    /// <summary>Forgets every index before <paramref name="index"/>, which stays covered.</summary>
    public void CompactTo(ulong index)
    {
        var run = RunOf(index);
        var term = _runs[run].Term;
        _runs.RemoveRange(0, run);
        _runs[0] = (index, term);
    }

    private int RunOf(ulong index)
    {
        int low = 0, high = _runs.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_runs[middle].First <= index)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }
}
