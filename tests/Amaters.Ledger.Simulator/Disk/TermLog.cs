using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Simulator.Disk;

/// <summary>The shape of a log: the term at each index. What checkers compare; the bytes are compared elsewhere.</summary>
internal sealed class TermLog
{
    private readonly List<Term> _terms = [];

    /// <summary>The entry that the first known one follows; everything before is compacted.</summary>
    public EntryId Base { get; private set; }

    /// <summary>Index of the last entry.</summary>
    public LogIndex Last => Base.Index + (ulong)_terms.Count;

    /// <summary>Term at <paramref name="index"/>; null if compacted or not there.</summary>
    public Term? TermAt(LogIndex index)
    {
        if (index < Base.Index || index > Last)
            return null;
        return index == Base.Index ? Base.Term : _terms[(int)(index - Base.Index) - 1];
    }

    /// <summary>Whether the log holds that entry, or did before it was compacted.</summary>
    public bool Holds(EntryId id) => id.Index < Base.Index || TermAt(id.Index) == id.Term;

    /// <summary>Adds an entry; what was there at or after its index goes.</summary>
    /// <returns>Whether another entry had to go.</returns>
    public bool Append(EntryId id)
    {
        if (id.Index <= Base.Index)
            return false;
        if (id.Index > Last.Next)
            throw new SafetyViolationException(nameof(TermLog), $"{id} leaves a gap after {Last}");
        var isOverwriting = id.Index <= Last;
        if (isOverwriting)
            _terms.RemoveRange((int)(id.Index - Base.Index) - 1, (int)(Last.Next - id.Index));
        _terms.Add(id.Term);
        return isOverwriting;
    }

    /// <summary>A snapshot replaces everything.</summary>
    public void Reset(EntryId id)
    {
        _terms.Clear();
        Base = id;
    }

    /// <summary>Forgets the terms before <paramref name="index"/>.</summary>
    public void CompactTo(LogIndex index)
    {
        if (index <= Base.Index || TermAt(index) is not { } term)
            return;
        _terms.RemoveRange(0, (int)(index - Base.Index));
        Base = new(term, index);
    }
}
