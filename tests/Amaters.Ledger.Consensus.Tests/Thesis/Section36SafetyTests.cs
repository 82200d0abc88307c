namespace Amaters.Ledger.Consensus.Tests.Thesis;

/// <summary>§3.6: safety.</summary>
public sealed class Section36SafetyTests
{
    [Theory]
    [InlineData(2, 12, true)]
    [InlineData(2, 13, true)]
    [InlineData(3, 11, true)]
    [InlineData(2, 11, false)]
    [InlineData(1, 20, false)]
    public void S361_a_vote_needs_a_log_at_least_as_up_to_date(ulong lastTerm, ulong lastIndex, bool isGranted)
    {
        var node = new TestNode([1, 2, 3], [1, 2]);
        var answer = Assert.Single(node.Step(TestNode.From(2, MessageType.Vote, 9) with { LogTerm = new(lastTerm), Index = new(lastIndex) }));
        Assert.Equal(!isGranted, answer.Reject);
    }

    [Fact]
    public void S362_an_entry_of_an_earlier_term_is_not_committed_by_counting()
    {
        var node = new TestNode([1, 2, 3], [1, 2]);
        node.Lead(2);
        node.Acknowledge(2, 12);
        node.Acknowledge(3, 12);
        Assert.Equal(TestNode.Base, node.Commit);
        node.Acknowledge(2, 13);
        Assert.Equal(13UL, node.Commit);
    }

    [Fact]
    public void S362_a_leader_starts_its_term_with_an_empty_entry()
    {
        var node = new TestNode([1, 2, 3], [1]);
        var sent = node.Lead(2);
        Assert.All(sent, message => Assert.True(message.Entries is [{ Type: EntryType.Normal, Data.IsEmpty: true, Index.Value: 12 }]));
    }

    [Fact]
    public void S364_a_candidate_asks_with_its_last_entry()
    {
        var node = new TestNode([1, 2, 3], [1, 2]);
        node.Raft.Campaign();
        Assert.All(node.Drain(), message => Assert.Equal((new Term(2), new LogIndex(12)), (message.LogTerm, message.Index)));
    }

    [Fact]
    public void S38_a_restarted_node_keeps_its_vote()
    {
        var node = new TestNode([1, 2, 3], hardState: new(new(4), new(2), new(TestNode.Base)));
        Assert.True(Assert.Single(node.Step(TestNode.From(3, MessageType.Vote, 4) with { LogTerm = new(4), Index = new(99) })).Reject);
        Assert.False(Assert.Single(node.Step(TestNode.From(2, MessageType.Vote, 4) with { LogTerm = new(4), Index = new(99) })).Reject);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(9)]
    public void S38_a_log_that_does_not_hold_its_commit_index_is_refused(ulong commit) =>
        Assert.Contains("outside the stored log", Assert.Throws<InvariantViolationException>(() => new TestNode([1, 2, 3], [1, 1], new(new(1), default, new(commit)))).Message, StringComparison.Ordinal);

    [Fact]
    public void S38_what_was_applied_was_committed()
    {
        Assert.Equal(12UL, new TestNode([1, 2, 3], [1, 1, 1], new(new(1), default, new(11)), applied: 12).Commit);
        Assert.Throws<InvariantViolationException>(() => new TestNode([1, 2, 3], [1, 1], new(new(1), default, new(11)), applied: 13));
    }

    [Fact]
    public void S38_nothing_is_acknowledged_in_the_ready_before_it_is_stored()
    {
        var node = new TestNode([1]);
        node.Raft.Campaign();
        var campaign = node.Raft.Ready();
        Assert.Equal((true, RaftRole.Candidate), (campaign.MustSync, node.Role));
        node.Storage.SetHardState(campaign.HardState!.Value);
        node.Raft.Advance();
        Assert.Equal(RaftRole.Leader, node.Role);
        var first = node.Raft.Ready();
        Assert.True(first.MustSync);
        Assert.Single(first.Entries);
        Assert.Empty(first.CommittedEntries);
        Assert.Equal(TestNode.Base, node.Commit);
        node.Storage.Append(first.Entries);
        node.Raft.Advance();
        Assert.Equal(11UL, node.Commit);
    }

    [Fact]
    public void S38_a_commit_alone_need_not_be_synced()
    {
        var node = new TestNode([1, 2, 3], [1]);
        node.Raft.Step(TestNode.From(2, MessageType.Heartbeat, 1) with { Commit = new(11) });
        var ready = node.Raft.Ready();
        Assert.Equal((false, new LogIndex(11)), (ready.MustSync, ready.HardState!.Value.Commit));
    }

    [Fact]
    public void S38_one_ready_at_a_time()
    {
        var node = new TestNode([1, 2, 3]);
        Assert.Throws<InvalidOperationException>(node.Raft.Advance);
        node.Raft.Campaign();
        node.Raft.Ready();
        Assert.Throws<InvalidOperationException>(() => node.Raft.Ready());
    }
}
