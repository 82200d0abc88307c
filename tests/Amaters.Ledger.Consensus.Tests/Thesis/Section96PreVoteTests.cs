namespace Amaters.Ledger.Consensus.Tests.Thesis;

/// <summary>§9.6: preventing disruptions when a server rejoins.</summary>
public sealed class Section96PreVoteTests
{
    [Fact]
    public void A_node_asks_before_it_raises_its_term()
    {
        var node = new TestNode([1, 2, 3], preVote: true);
        var sent = node.Tick(10);
        Assert.Equal((RaftRole.PreCandidate, 1UL), (node.Role, node.Term));
        Assert.All(sent, message => Assert.Equal((MessageType.PreVote, new Term(2)), (message.Type, message.Term)));
        Assert.Equal(NodeId.None, node.Storage.InitialState().HardState.Vote);
    }

    [Fact]
    public void Granted_by_a_majority_it_campaigns_and_refused_by_one_it_follows()
    {
        var node = new TestNode([1, 2, 3], preVote: true);
        node.Tick(10);
        node.Step(TestNode.From(2, MessageType.PreVoteResp, 2));
        Assert.Equal((RaftRole.Candidate, 2UL), (node.Role, node.Term));
        var refused = new TestNode([1, 2, 3], preVote: true);
        refused.Tick(10);
        refused.Step(TestNode.From(2, MessageType.PreVoteResp, 1) with { Reject = true });
        refused.Step(TestNode.From(3, MessageType.PreVoteResp, 1) with { Reject = true });
        Assert.Equal((RaftRole.Follower, 1UL), (refused.Role, refused.Term));
    }

    [Fact]
    public void A_pre_vote_binds_nobody()
    {
        var node = new TestNode([1, 2, 3]);
        for (ulong candidate = 2; candidate <= 3; candidate++)
        {
            var answer = Assert.Single(node.Step(TestNode.From(candidate, MessageType.PreVote, 2) with { LogTerm = new(1), Index = new(TestNode.Base) }));
            Assert.Equal((false, new Term(2)), (answer.Reject, answer.Term));
        }

        Assert.Equal((1UL, NodeId.None), (node.Term, node.Raft.Status().HardState.Vote));
    }

    [Fact]
    public void A_pre_candidate_of_an_earlier_term_is_told_the_later_one()
    {
        var node = new TestNode([1, 2, 3], [1, 7]);
        var answer = Assert.Single(node.Step(TestNode.From(2, MessageType.PreVote, 3) with { LogTerm = new(1), Index = new(11) }));
        Assert.Equal((true, new Term(7)), (answer.Reject, answer.Term));
    }

    [Fact]
    public void With_a_leader_known_a_pre_vote_is_ignored_until_it_is_forgotten()
    {
        var node = new TestNode([1, 2, 3], preVote: true, checkQuorum: true);
        node.Step(TestNode.From(2, MessageType.Heartbeat, 1));
        var ask = TestNode.From(3, MessageType.PreVote, 2) with { LogTerm = new(1), Index = new(TestNode.Base) };
        Assert.Empty(node.Step(ask));
        node.Raft.ForgetLeader();
        node.Drain();
        Assert.False(Assert.Single(node.Step(ask)).Reject);
    }
}
