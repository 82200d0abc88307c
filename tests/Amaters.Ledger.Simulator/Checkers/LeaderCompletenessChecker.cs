using Amaters.Ledger.Consensus;
using Amaters.Ledger.Simulator.Disk;

namespace Amaters.Ledger.Simulator.Checkers;

/// <summary>Leader Completeness (thesis figure 3.2): what was committed in a term is in the log of every leader of a later one.</summary>
internal sealed class LeaderCompletenessChecker
{
    /// <summary>Up to which index a term had committed; later terms stand later.</summary>
    private readonly List<(Term Term, LogIndex Index)> _committed = [];

    /// <summary>The group has committed up to <paramref name="index"/>, and a node of <paramref name="term"/> was the first to know.</summary>
    public void Committed(LogIndex index, Term term) => _committed.Add((term, index));

    /// <summary>A node begins to lead.</summary>
    public void Lead(NodeId node, Term term, TermLog log, CommittedEntriesChecker committed)
    {
        for (var i = _committed.Count - 1; i >= 0; i--)
        {
            if (_committed[i].Term >= term)
                continue;
            // With the last one it has all before, by Log Matching.
            var id = new EntryId(committed.TermAt(_committed[i].Index), _committed[i].Index);
            if (!log.Holds(id))
                throw new SafetyViolationException(nameof(LeaderCompletenessChecker), $"{node} leads term {term} without {id}, committed in term {_committed[i].Term}; its log ends at {log.Last}");
            return;
        }
    }
}
