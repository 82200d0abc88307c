namespace Amaters.Ledger.Consensus.Tests.Thesis;

/// <summary>§6: client interaction.</summary>
public sealed class Section6ClientTests
{
    [Fact]
    public void S62_a_leader_that_hears_from_no_majority_for_an_election_timeout_steps_down()
    {
        var node = new TestNode([1, 2, 3], checkQuorum: true);
        node.Lead(2);
        node.Tick(10);
        Assert.Equal((RaftRole.Follower, 0UL), (node.Role, node.Leader));
    }

    [Fact]
    public void S62_a_leader_that_hears_from_a_majority_stays()
    {
        var node = new TestNode([1, 2, 3], checkQuorum: true);
        node.Lead(2);
        for (var i = 0; i < 20; i++)
        {
            node.Tick(5);
            node.Step(TestNode.From(2, MessageType.HeartbeatResp, node.Term));
        }

        Assert.Equal(RaftRole.Leader, node.Role);
    }

    [Fact]
    public void S62_followers_pass_proposals_on_and_drop_them_without_a_leader()
    {
        var node = new TestNode([1, 2, 3]);
        Assert.Equal(StepOutcome.ProposalDropped, node.Raft.Propose(new byte[1]));
        node.Step(TestNode.From(2, MessageType.Heartbeat, 1));
        Assert.Equal((MessageType.Prop, 2UL), node.Propose("x") is [var forwarded] ? (forwarded.Type, forwarded.To.Value) : default);
    }

    [Fact]
    public void S64_a_read_waits_for_the_first_commit_of_the_term_and_for_a_majority()
    {
        var node = new TestNode([1, 2, 3]);
        node.Lead(2);
        node.Raft.ReadIndex(new byte[] { 7 });
        Assert.DoesNotContain(node.Drain(), message => message.Type == MessageType.Heartbeat);
        var round = node.Acknowledge(2, 11).First(message => message.Type == MessageType.Heartbeat);
        Assert.Empty(node.ReadStates);
        node.Step(TestNode.From(3, MessageType.HeartbeatResp, node.Term) with { ReadToken = round.ReadToken });
        var read = Assert.Single(node.ReadStates);
        Assert.Equal((11UL, false, (byte)7), (read.Index.Value, read.IsRefused, read.Context.Span[0]));
    }

    [Fact]
    public void S64_the_answer_to_an_earlier_round_confirms_no_later_read()
    {
        var node = ReadyLeader();
        node.Raft.ReadIndex(new byte[] { 1 });
        var first = node.Drain().First(message => message.Type == MessageType.Heartbeat).ReadToken;
        node.Raft.ReadIndex(new byte[] { 1 });
        node.Drain();
        node.Step(TestNode.From(2, MessageType.HeartbeatResp, node.Term) with { ReadToken = first });
        Assert.Single(node.ReadStates);
    }

    [Fact]
    public void S64_the_answer_to_a_later_round_confirms_all_earlier_reads()
    {
        var node = ReadyLeader();
        node.Raft.ReadIndex(new byte[] { 1 });
        node.Raft.ReadIndex(new byte[] { 2 });
        var last = node.Drain().Last(message => message.Type == MessageType.Heartbeat).ReadToken;
        node.Step(TestNode.From(2, MessageType.HeartbeatResp, node.Term) with { ReadToken = last });
        Assert.Equal([1, 2], node.ReadStates.Select(read => (int)read.Context.Span[0]));
    }

    [Fact]
    public void S64_learners_confirm_nothing()
    {
        var node = new TestNode([1, 2, 3], learners: [4]);
        node.Lead(2);
        node.Acknowledge(2, 11);
        node.Raft.ReadIndex(new byte[1]);
        var token = node.Drain().First(message => message.Type == MessageType.Heartbeat).ReadToken;
        node.Step(TestNode.From(4, MessageType.HeartbeatResp, node.Term) with { ReadToken = token });
        Assert.Empty(node.ReadStates);
    }

    [Fact]
    public void S64_a_leader_that_steps_down_refuses_the_reads_it_holds()
    {
        var node = ReadyLeader();
        node.Raft.ReadIndex(new byte[] { 1 });
        node.Raft.Step(TestNode.From(3, MessageType.ReadIndex, 0) with { Context = new byte[] { 2 } });
        node.Drain();
        var sent = node.Step(TestNode.From(2, MessageType.Heartbeat, node.Term + 1));
        Assert.True(Assert.Single(node.ReadStates).IsRefused);
        Assert.Contains(sent, message => message is { Type: MessageType.ReadIndexResp, To.Value: 3, Reject: true });
    }

    [Fact]
    public void S64_a_follower_asks_its_leader_and_refuses_without_one()
    {
        var node = new TestNode([1, 2, 3]);
        node.Raft.ReadIndex(new byte[1]);
        node.Drain();
        Assert.True(Assert.Single(node.ReadStates).IsRefused);
        node.Step(TestNode.From(2, MessageType.Heartbeat, 1));
        node.Raft.ReadIndex(new byte[1]);
        Assert.Equal((MessageType.ReadIndex, 2UL), node.Drain() is [var asked] ? (asked.Type, asked.To.Value) : default);
        node.Step(TestNode.From(2, MessageType.ReadIndexResp, 1) with { Index = new(10), Context = new byte[1] });
        Assert.Equal((10UL, false), (node.ReadStates[^1].Index.Value, node.ReadStates[^1].IsRefused));
    }

    [Fact]
    public void S641_a_lease_answers_at_once_and_needs_the_check_of_the_quorum()
    {
        Assert.Throws<ArgumentException>(() => new TestNode([1, 2, 3], readOnly: ReadOnlyOption.LeaseBased));
        var node = new TestNode([1, 2, 3], readOnly: ReadOnlyOption.LeaseBased, checkQuorum: true);
        node.Lead(2);
        node.Acknowledge(2, 11);
        node.Raft.ReadIndex(new byte[1]);
        node.Drain();
        Assert.Equal(11UL, Assert.Single(node.ReadStates).Index.Value);
    }

    private static TestNode ReadyLeader()
    {
        var node = new TestNode([1, 2, 3]);
        node.Lead(2);
        node.Acknowledge(2, 11);
        return node;
    }
}
