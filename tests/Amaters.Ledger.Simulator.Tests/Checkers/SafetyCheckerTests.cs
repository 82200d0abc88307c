using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Simulator.Checkers;
using Amaters.Ledger.Simulator.Disk;

namespace Amaters.Ledger.Simulator.Tests.Checkers;

/// <summary>Each checker is shown a good history and a bad one: a checker that cannot cry is worth nothing.</summary>
public sealed class SafetyCheckerTests
{
    private static readonly NodeId A = new(1), B = new(2), C = new(3), D = new(4);

    [Fact]
    public void Two_leaders_of_one_term_are_seen()
    {
        var checker = new ElectionSafetyChecker();
        checker.Lead(A, new(1));
        checker.Lead(A, new(1));
        checker.Lead(B, new(2));
        Cries(() => checker.Lead(B, new(1)));
    }

    [Fact]
    public void A_second_vote_of_a_term_is_seen_even_after_a_restart()
    {
        var checker = new VoteChecker();
        checker.Durable(A, new(new(1), B, default));
        checker.Granted(A, new(1), B);
        checker.Granted(A, new(2), C);
        Cries(() => checker.Granted(A, new(1), C));
        Cries(() => checker.Durable(A, new(new(2), B, default)));
    }

    [Fact]
    public void A_leader_without_a_quorum_of_durable_votes_is_seen()
    {
        var checker = new VoteChecker();
        checker.Durable(A, new(new(1), A, default));
        Cries(() => checker.Elected(A, new(1), Voters([A, B, C]), Voters([A, B, C])));
        checker.Durable(B, new(new(1), A, default));
        checker.Elected(A, new(1), Voters([A, B, C]), Voters([A, B, C]));
        // A majority of the union is no majority of each half.
        Cries(() => checker.Elected(A, new(1), Voters([A, B, C], [C, D]), Voters([A, B, C], [C, D])));
    }

    [Fact]
    public void Equal_ids_with_different_bytes_or_different_predecessors_are_seen()
    {
        var checker = new LogMatchingChecker();
        checker.Append(A, new(0), Entry(1, 1, 7));
        checker.Append(A, new(1), Entry(2, 2, 8));
        checker.Append(B, new(1), Entry(2, 2, 8));
        checker.Append(B, null, Entry(2, 2, 8));
        Cries(() => checker.Append(B, new(0), Entry(1, 1, 9)));
        Cries(() => checker.Append(C, new(2), Entry(2, 2, 8)));
    }

    [Fact]
    public void A_committed_entry_that_another_node_has_not_is_seen()
    {
        var checker = new CommittedEntriesChecker();
        checker.Commit(A, Log(1, 1, 2), new(3));
        checker.Commit(B, Log(1, 1, 3), new(2));
        Cries(() => checker.Commit(B, Log(1, 1, 3), new(3)));
        Cries(() => checker.Applied(C, Entry(5, 1, 0)));
        Cries(() => checker.Commit(C, Log(1), new(2)));
    }

    [Fact]
    public void A_leader_without_a_committed_entry_is_seen()
    {
        var committed = new CommittedEntriesChecker();
        committed.Commit(A, Log(1, 2), new(2));
        var checker = new LeaderCompletenessChecker();
        checker.Committed(new(2), new(2));
        checker.Lead(B, new(3), Log(1, 2, 2), committed);
        // A stale leader of the term itself, or of one before, need not have it.
        checker.Lead(B, new(2), Log(1), committed);
        Cries(() => checker.Lead(C, new(3), Log(1), committed));
        Cries(() => checker.Lead(C, new(3), Log(1, 1, 1), committed));
    }

    [Fact]
    public void A_leader_that_commits_an_entry_of_an_earlier_term_by_counting_is_seen()
    {
        CommitRuleChecker.Check(A, new(3), new(3), new(9));
        Cries(() => CommitRuleChecker.Check(A, new(3), new(2), new(9)));
    }

    [Fact]
    public void A_commit_without_a_quorum_of_synced_disks_is_seen()
    {
        var disks = new SortedList<NodeId, DurableState> { [A] = Disk(1, 2), [B] = Disk(1, 2), [C] = Disk(1), [D] = Disk(1, 1) };
        DurableState? Find(NodeId node) => disks.GetValueOrDefault(node);
        DurableQuorumChecker.Check(A, new(new(2), new(2)), Voters([A, B, C]), Voters([A, B, C]), Find);
        DurableQuorumChecker.Check(A, new(new(2), new(2)), Voters([A, C, D]), Voters([A, B, C]), Find);
        Cries(() => DurableQuorumChecker.Check(A, new(new(2), new(2)), Voters([A, C, D]), Voters([A, C, D]), Find));
        Cries(() => DurableQuorumChecker.Check(A, new(new(2), new(2)), Voters([A, B, C], [C, D]), Voters([A, B, C], [C, D]), Find));
    }

    [Theory]
    [InlineData(1, 2, 3, 3)]
    [InlineData(2, 3, 3, 3)]
    [InlineData(2, 2, 2, 2)]
    [InlineData(2, 2, 3, 2)]
    [InlineData(2, 2, 4, 5)]
    [InlineData(2, 2, 9, 3)]
    public void A_state_that_goes_back_or_contradicts_itself_is_seen(ulong term, ulong vote, ulong commit, ulong applied)
    {
        var checker = new MonotonicStateChecker();
        checker.Started(A, default);
        checker.Observe(A, new(new(2), new(2), new(3)), new(3), new(8));
        checker.Observe(A, new(new(2), new(2), new(3)), new(3), new(8));
        Cries(() => checker.Observe(A, new(new(term), new(vote), new(commit)), new(applied), new(8)));
    }

    [Fact]
    public void A_promise_that_no_disk_keeps_is_seen()
    {
        var disk = Disk(1, 2);
        disk.Apply(new() { HardState = new HardState(new(3), B, default) });
        PromiseChecker.Check(A, new() { Type = MessageType.VoteResp, To = B, Term = new(3) }, disk);
        PromiseChecker.Check(A, new() { Type = MessageType.VoteResp, To = C, Term = new(3), Reject = true }, disk);
        PromiseChecker.Check(A, new() { Type = MessageType.AppResp, To = B, Term = new(3), Index = new(2) }, disk);
        Cries(() => PromiseChecker.Check(A, new() { Type = MessageType.VoteResp, To = C, Term = new(3) }, disk));
        Cries(() => PromiseChecker.Check(A, new() { Type = MessageType.VoteResp, To = B, Term = new(4) }, disk));
        Cries(() => PromiseChecker.Check(A, new() { Type = MessageType.AppResp, To = B, Term = new(3), Index = new(3) }, disk));
    }

    [Fact]
    public void Two_states_at_one_index_are_seen()
    {
        var checker = new StateEqualityChecker();
        checker.Applied(A, new(1), 77);
        checker.Applied(B, new(1), 77);
        checker.Applied(B, new(2), 78);
        Cries(() => checker.Applied(A, new(2), 79));
    }

    private static void Cries(Action action) => Assert.Throws<SafetyViolationException>(action);

    private static Configuration Voters(NodeId[] incoming, params NodeId[] outgoing) =>
        Configuration.FromConfState(new() { Voters = incoming, VotersOutgoing = outgoing });

    private static Entry Entry(ulong term, ulong index, byte data) => new(new(term), new(index), EntryType.Normal, new byte[] { data });

    private static TermLog Log(params ulong[] terms)
    {
        var log = new TermLog();
        foreach (var term in terms)
            log.Append(new(new(term), log.Last.Next));
        return log;
    }

    private static DurableState Disk(params ulong[] terms)
    {
        var disk = new DurableState();
        disk.Apply(new() { Entries = [.. terms.Select((term, i) => Entry(term, (ulong)i + 1, 0))] });
        return disk;
    }
}
