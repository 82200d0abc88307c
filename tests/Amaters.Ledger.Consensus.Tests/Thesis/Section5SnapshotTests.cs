using Amaters.Ledger.Consensus.Tracking;

namespace Amaters.Ledger.Consensus.Tests.Thesis;

/// <summary>§5: log compaction.</summary>
public sealed class Section5SnapshotTests
{
    [Fact]
    public void A_follower_whose_next_entry_is_gone_gets_the_snapshot_and_nothing_else()
    {
        var node = CompactedLeader();
        Assert.Equal(new LogIndex(13), Refuse(node)!.Snapshot!.Metadata.Index);
        Assert.Equal(ProgressState.Snapshot, node.Raft.Status().Progress[new(3)].State);
        Assert.DoesNotContain(node.Propose("x"), message => message.To == new NodeId(3));
    }

    [Fact]
    public void A_follower_that_is_not_there_gets_none()
    {
        var node = CompactedLeader();
        // Nothing was heard of node 3 in this term.
        Assert.DoesNotContain(node.Tick(2), message => message.Type == MessageType.Snap);
        Assert.Equal(ProgressState.Probe, node.Raft.Status().Progress[new(3)].State);
    }

    [Fact]
    public void Any_acknowledgement_that_the_log_reaches_ends_the_wait()
    {
        var node = CompactedLeader();
        Refuse(node);
        node.Acknowledge(3, 13);
        Assert.Equal(ProgressState.Replicate, node.Raft.Status().Progress[new(3)].State);
    }

    [Theory]
    [InlineData(true, 14)]
    [InlineData(false, 1)]
    public void A_report_of_the_transfer_ends_the_wait_and_probes_from_where_it_left_off(bool isDelivered, ulong next)
    {
        var node = CompactedLeader();
        Refuse(node);
        node.Raft.ReportSnapshot(new(3), isDelivered);
        var progress = node.Raft.Status().Progress[new(3)];
        Assert.Equal((ProgressState.Probe, next, true), (progress.State, progress.Next.Value, progress.IsPaused));
    }

    [Fact]
    public void A_snapshot_replaces_log_and_configuration()
    {
        var node = new TestNode([1, 2, 3], [1, 1, 1]);
        var answer = Assert.Single(node.Step(Snapshot(5, 20, [1, 4, 5])));
        Assert.Equal((20UL, 20UL, 20UL), (answer.Index.Value, node.Commit, node.LastIndex));
        Assert.Equal("voters=(1 4 5)", node.Raft.Status().Configuration.ToString());
    }

    [Fact]
    public void A_stale_snapshot_changes_nothing()
    {
        var node = new TestNode([1, 2, 3], [1, 1, 1], new(new(1), default, new(12)));
        var answer = Assert.Single(node.Step(Snapshot(1, 11, [1, 4])));
        Assert.Equal((12UL, 13UL, "voters=(1 2 3)"), (answer.Index.Value, node.LastIndex, node.Raft.Status().Configuration.ToString()));
    }

    [Fact]
    public void A_snapshot_of_entries_that_are_here_only_commits_them()
    {
        var node = new TestNode([1, 2, 3], [1, 1, 1]);
        node.Step(Snapshot(1, 12, [1, 4]));
        Assert.Equal((12UL, 13UL, "voters=(1 2 3)"), (node.Commit, node.LastIndex, node.Raft.Status().Configuration.ToString()));
    }

    [Fact]
    public void A_snapshot_without_this_node_is_not_for_it()
    {
        var node = new TestNode([1, 2, 3]);
        node.Step(Snapshot(5, 20, [2, 3, 4]));
        Assert.Equal(TestNode.Base, node.Commit);
    }

    [Fact]
    public void Nobody_campaigns_amid_a_snapshot()
    {
        var node = new TestNode([1, 2, 3]);
        node.Raft.Step(Snapshot(1, 20, [1, 2, 3]));
        node.Raft.Campaign();
        Assert.Equal(RaftRole.Follower, node.Role);
        node.Drain();
        node.Raft.Campaign();
        Assert.Equal(RaftRole.Candidate, node.Role);
    }

    private static TestNode CompactedLeader()
    {
        var node = new TestNode([1, 2, 3], [1, 1]);
        node.Lead(2);
        node.Acknowledge(2, 13);
        node.Storage.CreateSnapshot(new(13), new() { Voters = [new(1), new(2), new(3)] }, default);
        node.Storage.Compact(new(13));
        return node;
    }

    /// <summary>Node 3 has an empty log and refuses the leader's first message.</summary>
    private static Message? Refuse(TestNode node) =>
        node.Step(TestNode.From(3, MessageType.AppResp, node.Term) with { Reject = true, Index = new(12), RejectHint = new(0) }).Find(message => message.Type == MessageType.Snap);

    private static Message Snapshot(ulong term, ulong index, ulong[] voters) => TestNode.From(2, MessageType.Snap, Math.Max(term, 1)) with
    {
        Snapshot = new(default, new(new() { Voters = [.. voters.Select(id => new NodeId(id))] }, new(index), new(term))),
    };
}
