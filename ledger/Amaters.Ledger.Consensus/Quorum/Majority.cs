namespace Amaters.Ledger.Consensus.Quorum;

/// <summary>Decisions by more than half of a set of voters (thesis §3.3, §3.6).</summary>
public static class Majority
{
    private const int StackLimit = 128;

    /// <summary>RAFT-QUORUM-1: how many voters are more than half.</summary>
    public static int Size(NodeSet voters)
    {
        ArgumentNullException.ThrowIfNull(voters);
        return (voters.Count / 2) + 1;
    }

    /// <summary>RAFT-QUORUM-2: the greatest number that a majority has acknowledged. Nobody's majority has acknowledged everything.</summary>
    /// <remarks>
    /// With the n acknowledgements in ascending order, those from position n − ⌊n/2⌋ − 1 on are a majority, and their least is the answer.
    /// An empty set has no say, which is what the outgoing half needs outside a joint configuration.
    /// </remarks>
    public static ulong Acknowledged(NodeSet voters, IAcknowledgements acknowledgements)
    {
        ArgumentNullException.ThrowIfNull(voters);
        ArgumentNullException.ThrowIfNull(acknowledgements);
        if (voters.IsEmpty)
            return ulong.MaxValue;
        var numbers = voters.Count <= StackLimit ? stackalloc ulong[voters.Count] : new ulong[voters.Count];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = acknowledgements.AcknowledgedBy(voters[i]);
        numbers.Sort();
        return numbers[numbers.Length - Size(voters)];
    }

    /// <summary>RAFT-QUORUM-3: where a poll stands. An empty set has no say: its poll is won.</summary>
    public static VoteResult Tally(NodeSet voters, IReadOnlyDictionary<NodeId, bool> votes)
    {
        ArgumentNullException.ThrowIfNull(voters);
        ArgumentNullException.ThrowIfNull(votes);
        if (voters.IsEmpty)
            return VoteResult.Won;
        int granted = 0, missing = 0;
        foreach (var voter in voters)
        {
            if (!votes.TryGetValue(voter, out var isGranted))
                missing++;
            else if (isGranted)
                granted++;
        }

        if (granted >= Size(voters))
            return VoteResult.Won;
        return granted + missing >= Size(voters) ? VoteResult.Pending : VoteResult.Lost;
    }
}
