using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Consensus.Quorum;

namespace Amaters.Ledger.Simulator.Checkers;

/// <summary>Counts majorities for the checkers, on its own: a checker that asked the core would share the core's mistakes.</summary>
internal static class QuorumCount
{
    /// <summary>Whether more than half of the voters, of each half of a joint configuration, are among those meant.</summary>
    public static bool IsReached(Configuration configuration, Func<NodeId, bool> isMeant) =>
        IsMajority(configuration.Voters.Incoming, isMeant) && IsMajority(configuration.Voters.Outgoing, isMeant);

    private static bool IsMajority(NodeSet voters, Func<NodeId, bool> isMeant) => voters.Count == 0 || 2 * voters.Count(isMeant) > voters.Count;
}
