using Amaters.Ledger.Consensus;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Checkers;

/// <summary>
/// Log Matching (thesis figure 3.2): logs that hold the same (term, index) are equal up to there. Seen entry by entry: equal ids mean equal
/// bytes and an equal predecessor, and so, by induction, equal logs.
/// </summary>
internal sealed class LogMatchingChecker
{
    private readonly Dictionary<EntryId, (Term Previous, ulong Print)> _entries = [];

    /// <summary>A node appends an entry. <paramref name="previous"/> is the term before it, if the node still knows that.</summary>
    public void Append(NodeId node, Term? previous, Entry entry)
    {
        var print = Fingerprint.Mix(Fingerprint.Of(entry.Data.Span), (ulong)entry.Type);
        if (_entries.TryGetValue(entry.Id, out var known))
        {
            if (known.Print != print)
                throw new SafetyViolationException(nameof(LogMatchingChecker), $"{node} has other bytes at {entry.Id} than another log");
            if (previous is { } term && known.Previous != term)
                throw new SafetyViolationException(nameof(LogMatchingChecker), $"{node} has term {term} before {entry.Id}, another log has {known.Previous}");
        }
        else if (previous is { } term)
        {
            _entries.Add(entry.Id, (term, print));
        }
    }
}
