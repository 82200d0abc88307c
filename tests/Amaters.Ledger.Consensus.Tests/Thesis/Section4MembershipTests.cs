using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Consensus.Storage;

namespace Amaters.Ledger.Consensus.Tests.Thesis;

/// <summary>§4: cluster membership changes.</summary>
public sealed class Section4MembershipTests
{
    [Fact]
    public void S41_a_change_takes_effect_when_it_is_applied()
    {
        var node = Leader();
        Change(node, Single(ConfChangeKind.AddVoter, 4));
        Assert.Equal("voters=(1 2 3)", node.Raft.Status().Configuration.ToString());
        node.Acknowledge(2, 12);
        Assert.Equal("voters=(1 2 3 4)", node.Raft.Status().Configuration.ToString());
    }

    [Fact]
    public void S41_one_change_at_a_time_and_an_empty_entry_for_the_other()
    {
        var node = Leader();
        Change(node, Single(ConfChangeKind.AddVoter, 4));
        Change(node, Single(ConfChangeKind.AddVoter, 5));
        node.Storage.Entries(new(12), new(14), RaftConfig.NoLimit, out var entries);
        Assert.Equal([EntryType.ConfChangeV2, EntryType.Normal], entries.Select(entry => entry.Type));
    }

    [Fact]
    public void S41_a_new_leader_waits_until_its_log_is_applied()
    {
        var node = new TestNode([1, 2, 3], [1, 1]);
        node.Lead(2);
        Change(node, Single(ConfChangeKind.AddVoter, 4));
        node.Storage.Entries(new(14), new(15), RaftConfig.NoLimit, out var entries);
        Assert.Equal(EntryType.Normal, Assert.Single(entries).Type);
    }

    [Fact]
    public void S41_a_change_that_does_not_fit_never_enters_the_log()
    {
        var node = Leader();
        Change(node, new() { Changes = [.. new ulong[] { 1, 2, 3 }.Select(id => new ConfChangeSingle(ConfChangeKind.Remove, new(id)))] });
        node.Acknowledge(2, 12);
        Assert.Equal("voters=(1 2 3)", node.Raft.Status().Configuration.ToString());
    }

    [Fact]
    public void S421_a_learner_receives_the_log_and_does_not_count()
    {
        var node = new TestNode([1, 2, 3], learners: [4, 5]);
        Assert.Contains(node.Lead(2), message => message is { Type: MessageType.App, To.Value: 4 });
        node.Acknowledge(4, 11);
        node.Acknowledge(5, 11);
        Assert.Equal(TestNode.Base, node.Commit);
    }

    [Fact]
    public void S421_a_learner_never_campaigns()
    {
        var node = new TestNode([2, 3], learners: [1]);
        Assert.Empty(node.Tick(100));
        Assert.Equal(RaftRole.Follower, node.Role);
    }

    [Fact]
    public void S422_a_removed_leader_leads_until_the_change_is_committed_and_then_steps_down()
    {
        var node = Leader();
        Change(node, Single(ConfChangeKind.Remove, 1));
        Assert.Equal((RaftRole.Leader, 11UL), (node.Role, node.Commit));
        node.Acknowledge(3, 12);
        Assert.Equal((RaftRole.Follower, 12UL), (node.Role, node.Commit));
    }

    [Fact]
    public void S423_a_candidate_is_ignored_while_a_leader_is_heard_from()
    {
        var node = new TestNode([1, 2, 3], checkQuorum: true);
        node.Step(TestNode.From(2, MessageType.Heartbeat, 1));
        Assert.Empty(node.Step(TestNode.From(3, MessageType.Vote, 9) with { LogTerm = new(8), Index = new(99) }));
        Assert.Equal(1UL, node.Term);
    }

    [Fact]
    public void S43_in_a_joint_configuration_both_majorities_elect()
    {
        var node = Joint();
        node.Step(TestNode.From(4, MessageType.Heartbeat, 9));
        node.Raft.Campaign();
        node.Drain();
        node.Step(TestNode.From(4, MessageType.VoteResp, 10));
        node.Step(TestNode.From(5, MessageType.VoteResp, 10));
        Assert.Equal(RaftRole.Candidate, node.Role);
        node.Step(TestNode.From(2, MessageType.VoteResp, 10));
        Assert.Equal(RaftRole.Leader, node.Role);
    }

    [Fact]
    public void S43_in_a_joint_configuration_both_majorities_commit()
    {
        var node = Joint();
        node.Propose("x");
        node.Acknowledge(4, 13);
        node.Acknowledge(5, 13);
        Assert.Equal(12UL, node.Commit);
        node.Acknowledge(3, 13);
        Assert.Equal(13UL, node.Commit);
    }

    [Fact]
    public void S43_a_joint_configuration_is_left_by_its_leader_unless_told_otherwise()
    {
        var node = Leader();
        Change(node, new() { Changes = [new(ConfChangeKind.AddVoter, new(4)), new(ConfChangeKind.Remove, new(3))] });
        node.Acknowledge(2, 12);
        Assert.Equal("voters=(1 2 4)&&(1 2 3) autoleave", node.Raft.Status().Configuration.ToString());
        node.Acknowledge(2, 13);
        Assert.Equal("voters=(1 2 4)", node.Raft.Status().Configuration.ToString());
    }

    [Fact]
    public void S43_leaving_passes_a_full_quota()
    {
        var node = new TestNode([1, 2, 3], maxUncommitted: 1);
        node.Lead(2);
        node.Acknowledge(2, 11);
        Change(node, new() { Changes = [new(ConfChangeKind.AddVoter, new(4)), new(ConfChangeKind.Remove, new(3))] });
        Assert.Equal(StepOutcome.ProposalDropped, node.Raft.Propose(new byte[8]));
        node.Acknowledge(2, 12);
        node.Propose("fills the quota again");
        node.Acknowledge(2, 14);
        Assert.Equal("voters=(1 2 4)", node.Raft.Status().Configuration.ToString());
    }

    [Fact]
    public void S41_a_change_that_a_quota_drops_is_not_waited_for()
    {
        var node = new TestNode([1, 2, 3], maxUncommitted: 1);
        node.Lead(2);
        node.Acknowledge(2, 11);
        node.Propose("fills the quota");
        Assert.Equal(StepOutcome.ProposalDropped, node.Raft.ProposeConfChange(Single(ConfChangeKind.AddVoter, 4)));
        node.Acknowledge(2, 12);
        Change(node, Single(ConfChangeKind.AddVoter, 4));
        node.Acknowledge(2, 13);
        Assert.Equal("voters=(1 2 3 4)", node.Raft.Status().Configuration.ToString());
    }

    [Theory]
    [InlineData(MessageType.PreVote, 12, 1, true)]
    [InlineData(MessageType.Vote, 12, 1, true)]
    [InlineData(MessageType.VoteResp, 12, 1, true)]
    [InlineData(MessageType.PreVoteResp, 12, 1, true)]
    [InlineData(MessageType.VoteResp, 12, 2, false)] // another entry than ours
    [InlineData(MessageType.VoteResp, 13, 1, false)] // an entry that we do not have
    [InlineData(MessageType.VoteResp, 11, 1, false)] // no change of the configuration up to there: the next leader will tell
    public void S422_votes_tell_what_is_committed(MessageType type, ulong index, ulong term, bool isLearnt)
    {
        var node = new TestNode([1, 2], logTerms: [1]);
        var removal = Single(ConfChangeKind.Remove, 2);
        node.Step(TestNode.From(2, MessageType.App, 1) with
        {
            LogTerm = new(1),
            Index = new(11),
            Commit = new(TestNode.Base),
            Entries = [new(new(1), new(12), EntryType.ConfChangeV2, removal.Encode())],
        });
        var isAnswer = type is MessageType.VoteResp or MessageType.PreVoteResp;
        var sent = node.Step(TestNode.From(2, type, 2) with { Index = new(isAnswer ? 0UL : 20), LogTerm = new(isAnswer ? 0UL : 1), Reject = isAnswer, Committed = new(new(term), new(index)) });
        Assert.Equal(isLearnt ? 12 : TestNode.Base, node.Commit);
        Assert.Equal(isLearnt ? "voters=(1)" : "voters=(1 2)", node.Raft.Status().Configuration.ToString());
        Assert.All(sent, answer => Assert.Equal(node.Commit, answer.Committed.Index.Value));
    }

    [Fact]
    public void S43_a_voter_becomes_a_learner_only_when_the_old_half_is_left()
    {
        var node = Leader();
        Change(node, new() { Transition = ConfChangeTransition.JointExplicit, Changes = [new(ConfChangeKind.AddLearner, new(3))] });
        node.Acknowledge(2, 12);
        Assert.Equal("voters=(1 2)&&(1 2 3) learners_next=(3)", node.Raft.Status().Configuration.ToString());
        Change(node, ConfChange.LeaveJoint);
        node.Acknowledge(2, 13);
        Assert.Equal("voters=(1 2) learners=(3)", node.Raft.Status().Configuration.ToString());
    }

    [Fact]
    public void S43_within_a_joint_configuration_only_leaving_it_is_admitted()
    {
        var node = Joint();
        Change(node, Single(ConfChangeKind.AddVoter, 6));
        node.Storage.Entries(new(13), new(14), RaftConfig.NoLimit, out var entries);
        Assert.Equal(EntryType.Normal, Assert.Single(entries).Type);
    }

    [Fact]
    public void S422_a_node_with_much_to_apply_campaigns_after_the_last_change_and_looks_at_each_entry_once()
    {
        var storage = new CountingStorage();
        storage.Inner.ApplySnapshot(new(default, new(new() { Voters = [new(1), new(2)] }, new(TestNode.Base), new(1))));
        storage.Inner.Append([.. Enumerable.Range(11, 10).Select(index => index is 15 or 18
            ? new Entry(new(1), new((ulong)index), EntryType.ConfChangeV2, Single(ConfChangeKind.AddLearner, (ulong)index).Encode())
            : new Entry(new(1), new((ulong)index), EntryType.Normal, default))]);
        storage.Inner.SetHardState(new(new(1), default, new(20)));
        var node = new RawNode(new() { Id = new(1), Storage = storage, Random = new SeededRandom(1), Applied = new(TestNode.Base), PreVote = false, MaxCommittedSizePerReady = 1 });

        var (lookedAt, applied) = (0, TestNode.Base);
        while (true)
        {
            storage.ReadCount = 0;
            node.Campaign();
            lookedAt += storage.ReadCount;
            if (node.Status().SoftState.Role == RaftRole.Candidate)
                break;
            foreach (var entry in node.Ready().CommittedEntries)
            {
                applied = entry.Index.Value;
                if (entry.Type != EntryType.Normal && ConfChange.TryDecode(entry.Data.Span, out var change))
                    node.ApplyConfChange(change);
            }

            node.Advance();
        }

        Assert.Equal((18UL, 10), (applied, lookedAt));
    }

    private static TestNode Leader()
    {
        var node = new TestNode([1, 2, 3]);
        node.Lead(2);
        node.Acknowledge(2, 11);
        return node;
    }

    private static TestNode Joint()
    {
        var node = Leader();
        Change(node, new() { Transition = ConfChangeTransition.JointExplicit, Changes = [.. Enumerable.Range(2, 2).Select(id => new ConfChangeSingle(ConfChangeKind.Remove, new((ulong)id))), new(ConfChangeKind.AddVoter, new(4)), new(ConfChangeKind.AddVoter, new(5))] });
        node.Acknowledge(2, 12);
        Assert.Equal("voters=(1 4 5)&&(1 2 3)", node.Raft.Status().Configuration.ToString());
        return node;
    }

    private static ConfChange Single(ConfChangeKind kind, ulong node) => new() { Changes = [new(kind, new(node))] };

    private static void Change(TestNode node, ConfChange change)
    {
        Assert.Equal(StepOutcome.Accepted, node.Raft.ProposeConfChange(change));
        node.Drain();
    }

    /// <summary>Storage that counts the entries that are read from it.</summary>
    private sealed class CountingStorage : IStorage
    {
        public MemoryStorage Inner { get; } = new();

        public int ReadCount { get; set; }

        public LogIndex FirstIndex => Inner.FirstIndex;

        public LogIndex LastIndex => Inner.LastIndex;

        public (HardState HardState, ConfState ConfState) InitialState() => Inner.InitialState();

        public LogRead Entries(LogIndex from, LogIndex to, ulong maxBytes, out IReadOnlyList<Entry> entries)
        {
            var read = Inner.Entries(from, to, maxBytes, out entries);
            ReadCount += entries.Count;
            return read;
        }

        public LogRead Term(LogIndex index, out Term term) => Inner.Term(index, out term);

        public LogRead Snapshot(out Snapshot snapshot) => Inner.Snapshot(out snapshot);
    }
}
