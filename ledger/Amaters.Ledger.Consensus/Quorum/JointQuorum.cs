namespace Amaters.Ledger.Consensus.Quorum;

/// <summary>Two sets of voters, each of which must agree by its own majority (thesis §4.3). Outside joint consensus the outgoing set is empty.</summary>
/// <param name="Incoming">The voters, or those of the new configuration.</param>
/// <param name="Outgoing">Those of the old configuration while joint.</param>
public sealed record JointQuorum(NodeSet Incoming, NodeSet Outgoing)
{
    /// <summary>Nobody votes.</summary>
    public static JointQuorum Empty { get; } = new(NodeSet.Empty, NodeSet.Empty);

    /// <summary>Whether two configurations are in force.</summary>
    public bool IsJoint => !Outgoing.IsEmpty;

    /// <summary>The voters of both halves.</summary>
    public NodeSet All => Incoming.Union(Outgoing);

    /// <summary>Whether <paramref name="node"/> votes in either half.</summary>
    public bool Contains(NodeId node) => Incoming.Contains(node) || Outgoing.Contains(node);

    /// <summary>RAFT-QUORUM-4: the greatest number that a majority of each half has acknowledged. Never a majority of the union.</summary>
    public ulong Acknowledged(IAcknowledgements acknowledgements) =>
        Math.Min(Majority.Acknowledged(Incoming, acknowledgements), Majority.Acknowledged(Outgoing, acknowledgements));

    /// <summary>RAFT-QUORUM-5: won if both halves are won, lost if either is lost.</summary>
    public VoteResult Tally(IReadOnlyDictionary<NodeId, bool> votes)
    {
        var incoming = Majority.Tally(Incoming, votes);
        var outgoing = Majority.Tally(Outgoing, votes);
        if (incoming == outgoing)
            return incoming;
        return incoming == VoteResult.Lost || outgoing == VoteResult.Lost ? VoteResult.Lost : VoteResult.Pending;
    }

    /// <summary>In the form (1 2)&amp;&amp;(2 3).</summary>
    public override string ToString() => IsJoint ? $"{Incoming}&&{Outgoing}" : Incoming.ToString();
}
