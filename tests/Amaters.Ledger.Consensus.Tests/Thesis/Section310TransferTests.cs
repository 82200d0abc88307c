using Amaters.Ledger.Consensus.Membership;

namespace Amaters.Ledger.Consensus.Tests.Thesis;

/// <summary>§3.10: leadership transfer.</summary>
public sealed class Section310TransferTests
{
    [Fact]
    public void A_successor_with_the_whole_log_is_told_to_campaign_at_once()
    {
        var node = Leader();
        node.Acknowledge(2, 11);
        node.Raft.TransferLeader(new(2));
        Assert.Contains(node.Drain(), message => message is { Type: MessageType.TimeoutNow, To.Value: 2 });
    }

    [Fact]
    public void A_successor_that_lags_is_told_once_it_has_caught_up()
    {
        var node = Leader();
        node.Raft.TransferLeader(new(2));
        Assert.DoesNotContain(node.Drain(), message => message.Type == MessageType.TimeoutNow);
        Assert.Contains(node.Acknowledge(2, 11), message => message.Type == MessageType.TimeoutNow);
    }

    [Fact]
    public void Proposals_are_refused_meanwhile_and_taken_again_after_an_election_timeout()
    {
        var node = Leader();
        node.Raft.TransferLeader(new(2));
        Assert.Equal(StepOutcome.ProposalDropped, node.Raft.Propose(new byte[1]));
        node.Tick(10);
        Assert.Equal(StepOutcome.Accepted, node.Raft.Propose(new byte[1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public void Nobody_is_waited_for_that_cannot_lead(ulong successor)
    {
        var node = Leader();
        node.Raft.TransferLeader(new(successor));
        Assert.Equal(NodeId.None, node.Raft.Status().Transferee);
    }

    [Fact]
    public void The_chosen_successor_campaigns_without_asking_first_and_past_leases()
    {
        var node = new TestNode([1, 2, 3], preVote: true, checkQuorum: true);
        node.Step(TestNode.From(2, MessageType.Heartbeat, 1));
        var sent = node.Step(TestNode.From(2, MessageType.TimeoutNow, 1));
        Assert.All(sent, message => Assert.Equal((MessageType.Vote, true), (message.Type, message.IsTransfer)));
        var other = new TestNode([1, 2, 3], checkQuorum: true);
        other.Step(TestNode.From(2, MessageType.Heartbeat, 1));
        Assert.False(Assert.Single(other.Step(sent[0] with { From = new(3) })).Reject);
    }

    [Fact]
    public void A_transfer_ends_when_its_successor_leaves_the_group()
    {
        var node = Leader();
        node.Acknowledge(3, 11);
        node.Raft.ProposeConfChange(new() { Changes = [new(ConfChangeKind.Remove, new(2))] });
        node.Drain();
        node.Raft.TransferLeader(new(2));
        node.Acknowledge(3, 12);
        Assert.Equal(NodeId.None, node.Raft.Status().Transferee);
    }

    private static TestNode Leader()
    {
        var node = new TestNode([1, 2, 3], learners: [4]);
        node.Lead(2);
        return node;
    }
}
