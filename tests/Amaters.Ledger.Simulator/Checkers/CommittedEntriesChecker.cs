using Amaters.Ledger.Consensus;
using Amaters.Ledger.Simulator.Disk;

namespace Amaters.Ledger.Simulator.Checkers;

/// <summary>State Machine Safety (thesis figure 3.2): what one node takes for committed at an index, all do, for ever.</summary>
internal sealed class CommittedEntriesChecker
{
    private readonly List<Term> _terms = [Term.Zero];
    private readonly SortedList<NodeId, LogIndex> _judged = [];

    /// <summary>The highest index that any node took for committed.</summary>
    public LogIndex Last => new((ulong)_terms.Count - 1);

    /// <summary>Term of the committed entry at <paramref name="index"/>; zero if that stands before the history or was never seen.</summary>
    public Term TermAt(LogIndex index) => index <= Last ? _terms[(int)index.Value] : Term.Zero;

    /// <summary>A node takes everything up to <paramref name="commit"/> for committed.</summary>
    public void Commit(NodeId node, TermLog log, LogIndex commit)
    {
        if (commit > log.Last)
            throw new SafetyViolationException(nameof(CommittedEntriesChecker), $"{node} takes {commit} for committed, but its log ends at {log.Last}");
        var judged = _judged.GetValueOrDefault(node);
        for (var index = LogIndex.Later(judged.Next, log.Base.Index); index <= commit; index = index.Next)
            Agree(node, new(log.TermAt(index)!.Value, index));
        _judged[node] = LogIndex.Later(judged, commit);
    }

    /// <summary>A node applies an entry.</summary>
    public void Applied(NodeId node, Entry entry) => Agree(node, entry.Id);

    private void Agree(NodeId node, EntryId id)
    {
        while (Last < id.Index)
            _terms.Add(Term.Zero);
        var known = _terms[(int)id.Index.Value];
        if (known == Term.Zero)
            _terms[(int)id.Index.Value] = id.Term;
        else if (known != id.Term)
            throw new SafetyViolationException(nameof(CommittedEntriesChecker), $"{node} committed {id} where {known}/{id.Index} was committed");
    }
}
