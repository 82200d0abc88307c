namespace Amaters.Ledger.Consensus.Tests.Thesis;

/// <summary>§3.3: terms act as a logical clock.</summary>
public sealed class Section33TermTests
{
    [Theory]
    [InlineData(RaftRole.Follower)]
    [InlineData(RaftRole.Candidate)]
    [InlineData(RaftRole.Leader)]
    public void Whoever_sees_a_later_term_follows_in_it(RaftRole role)
    {
        var node = InRole(role);
        node.Step(TestNode.App(2, node.Term + 1, 1, TestNode.Base, TestNode.Base));
        Assert.Equal((RaftRole.Follower, 2UL), (node.Role, node.Leader));
    }

    [Fact]
    public void A_request_of_an_earlier_term_changes_nothing()
    {
        var node = new TestNode([1, 2, 3], [1, 3]);
        Assert.Empty(node.Step(TestNode.App(2, 2, 3, 12, 12, 2)));
        Assert.Equal([1, 3], node.LogTerms());
        Assert.Equal((3UL, TestNode.Base), (node.Term, node.Commit));
    }

    [Fact]
    public void With_leases_an_earlier_leader_is_told_the_later_term()
    {
        var node = new TestNode([1, 2, 3], [1, 3], checkQuorum: true);
        var answer = Assert.Single(node.Step(TestNode.From(2, MessageType.Heartbeat, 2)));
        Assert.Equal((MessageType.AppResp, new Term(3)), (answer.Type, answer.Term));
    }

    [Fact]
    public void The_term_never_goes_back()
    {
        Gen.Select(Gen.ULong[1, 9], Gen.Int[0, 4]).List[1, 30].Sample(steps =>
        {
            var node = new TestNode([1, 2, 3]);
            foreach (var (term, kind) in steps)
            {
                var before = node.Term;
                var message = kind switch
                {
                    0 => TestNode.From(2, MessageType.Vote, term),
                    1 => TestNode.From(3, MessageType.VoteResp, term),
                    2 => TestNode.From(3, MessageType.AppResp, term),
                    3 => TestNode.From(2, MessageType.TimeoutNow, term),
                    _ => TestNode.From(2, MessageType.PreVote, term),
                };
                node.Step(message);
                Assert.True(node.Term >= before);
            }
        });
    }

    private static TestNode InRole(RaftRole role)
    {
        var node = new TestNode([1, 2, 3]);
        if (role == RaftRole.Leader)
            node.Lead(2);
        else if (role == RaftRole.Candidate)
            node.Raft.Campaign();
        node.Drain();
        Assert.Equal(role, node.Role);
        return node;
    }
}
