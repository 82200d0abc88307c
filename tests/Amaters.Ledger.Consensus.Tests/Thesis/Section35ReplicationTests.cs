namespace Amaters.Ledger.Consensus.Tests.Thesis;

/// <summary>§3.5: log replication.</summary>
public sealed class Section35ReplicationTests
{
    [Fact]
    public void A_leader_appends_a_command_and_sends_it_with_the_entry_before_it()
    {
        var node = Leader();
        var sent = node.Propose("x");
        Assert.Equal([1, 2, 2], node.LogTerms());
        Assert.All(sent, message => Assert.Equal((MessageType.App, new Term(2), new LogIndex(12), new LogIndex(13)), (message.Type, message.LogTerm, message.Index, message.Entries[^1].Index)));
        Assert.Equal([2UL, 3UL], sent.Select(message => message.To.Value));
    }

    [Fact]
    public void A_follower_refuses_entries_whose_predecessor_it_lacks_and_says_where_to_look()
    {
        var node = new TestNode([1, 2, 3], [1, 1]);
        var answer = Assert.Single(node.Step(TestNode.App(2, 4, 4, 20, TestNode.Base, 4)));
        Assert.Equal((true, new LogIndex(20), new LogIndex(12), new Term(1)), (answer.Reject, answer.Index, answer.RejectHint, answer.LogTerm));
    }

    [Theory]
    [InlineData(new ulong[] { 1, 1 }, 1, 11, new ulong[] { 2, 2 }, new ulong[] { 1, 2, 2 })]
    [InlineData(new ulong[] { 1, 1, 1 }, 1, 11, new ulong[] { 2 }, new ulong[] { 1, 2 })]
    [InlineData(new ulong[] { 1, 1, 2 }, 1, 10, new ulong[] { 1 }, new ulong[] { 1, 1, 2 })]
    [InlineData(new ulong[] { 1, 1, 2 }, 1, 12, new ulong[0], new ulong[] { 1, 1, 2 })]
    [InlineData(new ulong[] { 1, 1, 2 }, 1, 11, new ulong[] { 1, 3 }, new ulong[] { 1, 1, 3 })]
    public void Only_a_conflict_cuts_the_followers_log(ulong[] log, ulong previousTerm, ulong previousIndex, ulong[] entries, ulong[] expected)
    {
        var node = new TestNode([1, 2, 3], log);
        var answer = Assert.Single(node.Step(TestNode.App(2, 3, previousTerm, previousIndex, TestNode.Base, entries)));
        Assert.Equal((false, previousIndex + (ulong)entries.Length), (answer.Reject, answer.Index.Value));
        Assert.Equal(expected, node.LogTerms());
    }

    [Theory]
    [InlineData(15, 12)]
    [InlineData(11, 11)]
    public void A_follower_commits_no_more_than_the_message_showed_to_match(ulong leaderCommit, ulong expected)
    {
        // 13 and 14 are of an earlier leader, and nothing says that the leader has them.
        var node = new TestNode([1, 2, 3], [1, 1, 1, 1]);
        node.Step(TestNode.App(2, 3, 1, 11, leaderCommit, 1));
        Assert.Equal(expected, node.Commit);
    }

    [Fact]
    public void A_stale_append_is_answered_with_what_is_committed()
    {
        var node = new TestNode([1, 2, 3], [1, 1, 1], new(new(1), default, new(13)));
        var answer = Assert.Single(node.Step(TestNode.App(2, 1, 1, 11, 12, 1)));
        Assert.Equal((false, 13UL), (answer.Reject, answer.Index.Value));
    }

    [Fact]
    public void Backtracking_skips_a_term_of_disagreement_per_answer()
    {
        // Leader: 1 1 5 5 5 5, follower: 1 1 4 4 4 4. One refusal leads to index 12, where they agree.
        var node = new TestNode([1, 2, 3], [1, 1, 5, 5, 5, 5]);
        var first = node.Lead(3).Single(message => message.To == new NodeId(2));
        Assert.Equal(16UL, first.Index.Value);
        var refusal = TestNode.From(2, MessageType.AppResp, node.Term) with { Reject = true, Index = first.Index, RejectHint = new(16), LogTerm = new(4) };
        var second = Assert.Single(node.Step(refusal));
        Assert.Equal((12UL, 1UL, 5), (second.Index.Value, second.LogTerm.Value, second.Entries.Count));
    }

    [Fact]
    public void Any_two_logs_are_brought_together_by_few_probes() =>
        Gen.Select(Gen.ULong[1, 2].Array[0, 6], Gen.ULong[0, 2].Array[0, 6], Gen.ULong[0, 2].Array[0, 6]).Sample((common, leaderTail, followerTail) =>
        {
            // Ascending terms, equal up to some index, and of different leaders behind it. The leader's last term is the highest: it was elected.
            ulong[] leaderLog = [.. common.Order(), .. leaderTail.Order().Select(term => 3 + (2 * term)), 9];
            ulong[] followerLog = [.. common.Order(), .. followerTail.Order().Select(term => 4 + (2 * term))];
            var leader = new TestNode([1, 2, 3], leaderLog);
            var follower = new TestNode([1, 2, 3], followerLog, new(new(9), default, new(TestNode.Base)));
            var probe = leader.Lead(3).Single(message => message.To == new NodeId(2));
            for (var probes = 1; ; probes++)
            {
                Assert.True(probes <= 5, "more probes than the follower has terms of its own");
                // The follower is a node 1, too; the leader is called 2 towards it.
                var answer = Assert.Single(follower.Step(probe with { From = new(2), Commit = new(TestNode.Base) }));
                if (!answer.Reject)
                    break;
                probe = Assert.Single(leader.Step(answer with { From = new(2) }));
            }

            Assert.Equal(leader.LogTerms(), follower.LogTerms());
        });

    [Fact]
    public void An_entry_is_committed_and_applied_when_a_majority_has_it()
    {
        var node = Leader();
        node.Propose("x");
        Assert.Empty(node.Applied);
        node.Acknowledge(2, 13);
        Assert.Equal([11UL, 12UL, 13UL], node.Applied.Select(entry => entry.Index.Value));
    }

    [Fact]
    public void Followers_learn_the_commit_index_and_apply_in_order()
    {
        var node = new TestNode([1, 2, 3]);
        node.Step(TestNode.App(2, 1, 1, TestNode.Base, TestNode.Base, 1, 1));
        Assert.Empty(node.Applied);
        node.Step(TestNode.From(2, MessageType.Heartbeat, 1) with { Commit = new(12) });
        Assert.Equal([11UL, 12UL], node.Applied.Select(entry => entry.Index.Value));
    }

    [Fact]
    public void A_commit_index_beyond_the_log_is_noticed() =>
        Assert.Throws<InvariantViolationException>(() => new TestNode([1, 2, 3]).Step(TestNode.From(2, MessageType.Heartbeat, 1) with { Commit = new(11) }));

    [Fact]
    public void Committed_entries_are_never_cut() =>
        Assert.Throws<InvariantViolationException>(() =>
            new TestNode([1, 2, 3], [1, 1], new(new(1), default, new(12))).Step(TestNode.App(2, 2, 1, 12, 12) with { Index = new(12), LogTerm = new(1), Entries = [new(new(2), new(12), EntryType.Normal, default)] }));

    private static TestNode Leader()
    {
        var node = new TestNode([1, 2, 3], [1]);
        foreach (var probe in node.Lead(2))
            node.Step(TestNode.From(probe.To.Value, MessageType.AppResp, node.Term) with { Index = new(11) });
        return node;
    }
}
