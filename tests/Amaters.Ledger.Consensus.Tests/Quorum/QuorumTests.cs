using Amaters.Ledger.Consensus.Quorum;

namespace Amaters.Ledger.Consensus.Tests.Quorum;

/// <summary>Quorum arithmetic against twins that only count (thesis §3.3, §4.3).</summary>
public sealed class QuorumTests
{
    private static readonly Gen<ulong[]> Nodes = Gen.ULong[1, 9].Array[0, 9];
    private static readonly Gen<(ulong[] Incoming, ulong[] Outgoing, ulong[] Numbers)> Cases = Gen.Select(Nodes, Nodes, Gen.ULong[0, 6].Array[10]);

    [Fact]
    public void What_a_majority_has_acknowledged_is_the_greatest_number_that_more_than_half_reach() =>
        Cases.Sample(test => Majority.Acknowledged(Set(test.Incoming), new Numbers(test.Numbers)) == CountedMajority(Set(test.Incoming), test.Numbers));

    [Fact]
    public void A_joint_quorum_has_acknowledged_what_more_than_half_of_each_half_reach() => Cases.Sample(test =>
    {
        NodeSet incoming = Set(test.Incoming), outgoing = Set(test.Outgoing);
        var expected = Candidates(test.Numbers).Where(number => HasMajority(incoming, test.Numbers, number) && HasMajority(outgoing, test.Numbers, number)).Max();
        Assert.Equal(expected, new JointQuorum(incoming, outgoing).Acknowledged(new Numbers(test.Numbers)));
    });

    [Fact]
    public void A_joint_quorum_is_not_a_majority_of_the_union()
    {
        // Four of the six nodes of both halves have 9, but only one of (1 2 3).
        var quorum = new JointQuorum(Set([1, 2, 3]), Set([1, 4, 5, 6]));
        Assert.Equal(3UL, quorum.Acknowledged(new Numbers([0, 9, 3, 3, 9, 9, 9, 0, 0, 0])));
    }

    [Fact]
    public void A_poll_is_won_or_lost_as_soon_as_no_missing_vote_can_change_it() =>
        Gen.Select(Nodes, Nodes, Gen.Int[-1, 1].Array[10]).Sample((incomingNodes, outgoingNodes, votes) =>
        {
            var quorum = new JointQuorum(Set(incomingNodes), Set(outgoingNodes));
            var known = new SortedList<NodeId, bool>();
            foreach (var node in quorum.All.Where(node => votes[node.Value] >= 0))
                known.Add(node, votes[node.Value] == 1);
            bool bestCase = IsWon(quorum, node => votes[node.Value] != 0), worstCase = IsWon(quorum, node => votes[node.Value] == 1);
            var expected = worstCase ? VoteResult.Won : bestCase ? VoteResult.Pending : VoteResult.Lost;
            Assert.Equal(expected, quorum.Tally(known));
        });

    [Fact]
    public void Any_two_quorums_of_one_configuration_share_a_node() => Gen.Select(Nodes, Gen.Int[0, 511], Gen.Int[0, 511]).Sample((nodes, first, second) =>
    {
        var quorum = new JointQuorum(Set(nodes), NodeSet.Empty);
        bool In(int set, NodeId node) => (set >> (int)(node.Value - 1) & 1) == 1;
        if (!quorum.Incoming.IsEmpty && IsWon(quorum, node => In(first, node)) && IsWon(quorum, node => In(second, node)))
            Assert.Contains(quorum.Incoming, node => In(first, node) && In(second, node));
    });

    [Fact]
    public void Nobody_has_no_say()
    {
        Assert.Equal(ulong.MaxValue, Majority.Acknowledged(NodeSet.Empty, new Numbers([])));
        Assert.Equal(VoteResult.Won, Majority.Tally(NodeSet.Empty, new SortedList<NodeId, bool>()));
    }

    private static NodeSet Set(ulong[] nodes) => NodeSet.Of(nodes.Select(node => new NodeId(node)));

    private static ulong CountedMajority(NodeSet voters, ulong[] numbers) => Candidates(numbers).Where(number => HasMajority(voters, numbers, number)).Max();

    private static IEnumerable<ulong> Candidates(ulong[] numbers) => numbers.Append(0UL).Append(ulong.MaxValue);

    private static bool HasMajority(NodeSet voters, ulong[] numbers, ulong number) =>
        voters.IsEmpty || 2 * voters.Count(voter => numbers[voter.Value] >= number) > voters.Count;

    private static bool IsWon(JointQuorum quorum, Func<NodeId, bool> isYes) =>
        new[] { quorum.Incoming, quorum.Outgoing }.All(half => half.IsEmpty || 2 * half.Count(isYes) > half.Count);

    private sealed class Numbers(ulong[] numbers) : IAcknowledgements
    {
        public ulong AcknowledgedBy(NodeId node) => numbers[node.Value];
    }
}
