using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Simulator.Disk;

namespace Amaters.Ledger.Simulator.Checkers;

/// <summary>What a leader takes for committed is on the synced disks of a quorum: no crash whatever can undo it.</summary>
internal static class DurableQuorumChecker
{
    /// <summary>A leader has committed up to <paramref name="id"/>, under one of two configurations.</summary>
    public static void Check(NodeId leader, EntryId id, Configuration now, Configuration before, Func<NodeId, DurableState?> durableOf)
    {
        bool Holds(NodeId node) => durableOf(node)?.Log.Holds(id) == true;
        if (!QuorumCount.IsReached(now, Holds) && !QuorumCount.IsReached(before, Holds))
        {
            var names = string.Join(' ', now.Voters.All.Where(Holds));
            throw new SafetyViolationException(nameof(DurableQuorumChecker), $"{leader} takes {id} of {now} for committed, but only ({names}) have it on disk");
        }
    }
}
