using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Consensus.Quorum;
using Amaters.Ledger.Simulator.Disk;

namespace Amaters.Ledger.Simulator.Checkers;

/// <summary>What a leader takes for committed is on the synced disks of a quorum: no crash whatever can undo it.</summary>
internal static class DurableQuorumChecker
{
    /// <summary>A leader has committed up to <paramref name="id"/>, under one of two configurations.</summary>
    public static void Check(NodeId leader, EntryId id, Configuration now, Configuration before, Func<NodeId, DurableState?> durableOf)
    {
        var holders = new SortedList<NodeId, bool>();
        foreach (var node in now.Voters.All.Union(before.Voters.All))
            holders.Add(node, durableOf(node)?.Log.Holds(id) == true);
        if (now.Voters.Tally(holders) != VoteResult.Won && before.Voters.Tally(holders) != VoteResult.Won)
        {
            var names = string.Join(' ', holders.Where(holder => holder.Value).Select(holder => holder.Key));
            throw new SafetyViolationException(nameof(DurableQuorumChecker), $"{leader} takes {id} of {now} for committed, but only ({names}) have it on disk");
        }
    }
}
