namespace Amaters.Ledger.Consensus.Tests.Thesis;

/// <summary>§3.4: leader election.</summary>
public sealed class Section34ElectionTests
{
    [Fact]
    public void Servers_start_as_followers() => Assert.Equal(RaftRole.Follower, new TestNode([1, 2, 3]).Role);

    [Fact]
    public void A_leader_sends_heartbeats_to_all_followers_at_its_interval()
    {
        var node = new TestNode([1, 2, 3]);
        node.Lead(2);
        Assert.Empty(node.Tick(1));
        Assert.Equal([2UL, 3UL], node.Tick(1).Where(message => message.Type == MessageType.Heartbeat).Select(message => message.To.Value));
    }

    [Fact]
    public void A_follower_that_hears_nothing_starts_an_election_in_the_next_term()
    {
        var node = new TestNode([1, 2, 3]);
        Assert.Empty(node.Tick(9));
        var sent = node.Tick(1);
        Assert.Equal((RaftRole.Candidate, 2UL, new NodeId(1)), (node.Role, node.Term, node.Storage.InitialState().HardState.Vote));
        Assert.Equal([2UL, 3UL], sent.Select(message => message.To.Value));
        Assert.All(sent, message => Assert.Equal((MessageType.Vote, new Term(2)), (message.Type, message.Term)));
    }

    [Fact]
    public void A_heartbeat_in_time_keeps_a_follower_quiet()
    {
        var node = new TestNode([1, 2, 3]);
        for (var i = 0; i < 5; i++)
        {
            Assert.Empty(node.Tick(9));
            node.Step(TestNode.From(2, MessageType.Heartbeat, 1));
        }
    }

    [Theory]
    [InlineData(1, 0, 0, RaftRole.Leader)]
    [InlineData(3, 1, 0, RaftRole.Leader)]
    [InlineData(3, 0, 1, RaftRole.Candidate)]
    [InlineData(3, 0, 2, RaftRole.Follower)]
    [InlineData(5, 2, 0, RaftRole.Leader)]
    [InlineData(5, 2, 2, RaftRole.Leader)]
    [InlineData(5, 1, 2, RaftRole.Candidate)]
    [InlineData(5, 1, 3, RaftRole.Follower)]
    [InlineData(4, 1, 2, RaftRole.Follower)]
    public void Votes_of_a_majority_elect_and_refusals_of_one_end_the_candidacy(int size, int granted, int refused, RaftRole expected)
    {
        var node = new TestNode([.. Enumerable.Range(1, size).Select(id => (ulong)id)]);
        node.Raft.Campaign();
        node.Drain();
        for (var i = 0; i < granted + refused; i++)
            node.Step(TestNode.From((ulong)i + 2, MessageType.VoteResp, 2) with { Reject = i >= granted });
        Assert.Equal(expected, node.Role);
    }

    [Fact]
    public void Repeated_votes_of_one_server_count_once()
    {
        var node = new TestNode([1, 2, 3, 4, 5]);
        node.Raft.Campaign();
        node.Drain();
        for (var i = 0; i < 3; i++)
            node.Step(TestNode.From(2, MessageType.VoteResp, 2));
        Assert.Equal(RaftRole.Candidate, node.Role);
    }

    [Theory]
    [InlineData(0, 2, true)]
    [InlineData(2, 2, true)]
    [InlineData(3, 2, false)]
    public void A_server_votes_for_one_candidate_a_term(ulong vote, ulong candidate, bool isGranted)
    {
        var node = new TestNode([1, 2, 3], hardState: new(new(2), new(vote), new(TestNode.Base)));
        var answer = Assert.Single(node.Step(TestNode.From(candidate, MessageType.Vote, 2) with { LogTerm = new(1), Index = new(TestNode.Base) }));
        Assert.Equal((MessageType.VoteResp, !isGranted), (answer.Type, answer.Reject));
    }

    [Fact]
    public void A_candidate_that_hears_a_leader_of_its_term_follows_it()
    {
        var node = new TestNode([1, 2, 3]);
        node.Raft.Campaign();
        node.Drain();
        node.Step(TestNode.From(3, MessageType.Heartbeat, node.Term));
        Assert.Equal((RaftRole.Follower, 3UL), (node.Role, node.Leader));
    }

    [Fact]
    public void A_candidate_without_a_result_tries_again_in_a_new_term()
    {
        var node = new TestNode([1, 2, 3]);
        node.Tick(10);
        node.Tick(10);
        Assert.Equal((RaftRole.Candidate, 3UL), (node.Role, node.Term));
    }

    [Fact]
    public void Election_timeouts_are_spread_over_one_to_two_base_timeouts()
    {
        var seen = new SortedSet<int>();
        var random = new SeededRandom(1);
        for (var run = 0; run < 200; run++)
        {
            var node = new TestNode([1, 2, 3], random: random);
            var ticks = 0;
            for (; node.Role == RaftRole.Follower; ticks++)
                node.Tick(1);
            seen.Add(ticks);
        }

        Assert.Equal(Enumerable.Range(10, 10), seen);
    }

    [Fact]
    public void Two_leaders_in_one_term_are_noticed()
    {
        var node = new TestNode([1, 2, 3]);
        node.Step(TestNode.From(2, MessageType.Heartbeat, 2));
        Assert.Throws<InvariantViolationException>(() => node.Step(TestNode.From(3, MessageType.Heartbeat, 2)));
    }
}
