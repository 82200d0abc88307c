using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.RaftNode;

namespace Amaters.Ledger.Replication.Tests.Loop;

/// <summary>However a group ends, everybody who waits on it is answered, and the answer is true of the log that it leaves.</summary>
public sealed class ClosingTests : IDisposable
{
    private readonly LoneMember _member = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Commands_that_wait_for_company_are_refused_when_the_group_ends_and_are_in_no_log(bool inOrder)
    {
        var stop = TestContext.Current.CancellationToken;
        LogIndex last;
        Task<ProposalResult> outstanding;
        Task<ProposalResult>[] held;
        Task<LogIndex?> read;
        var group = _member.Start(new KeyValueMachine());
        await using (group)
        {
            await _member.LeadAsync(group);
            // From here on a quorum takes both, and one of them never answers: a round that is out stays out.
            Assert.True((await group.ChangeMembersAsync(new ConfChange { Changes = [new(ConfChangeKind.AddVoter, new(LoneMember.Absent))] }, LoneMember.Addresses(LoneMember.Absent), stop)).IsApplied);
            last = (await group.WaitForAsync(status => status.Configuration.Members.Voters.Contains(new(LoneMember.Absent)), stop)).LastIndex;
            outstanding = group.ProposeAsync(LoneMember.Command("outstanding"), stop);
            await group.WaitForAsync(status => status.LastIndex == last.Next, stop);
            held = [.. Enumerable.Range(0, 10).Select(i => group.ProposeAsync(LoneMember.Command($"held-{i}"), stop))];
            read = group.ReadIndexAsync(stop);
            await (inOrder ? group.DisposeAsync().AsTask() : group.AbandonAsync()).WaitAsync(LoneMember.HangLimit, stop);
            Assert.Equal(ProposalOutcome.Unknown, (await outstanding.WaitAsync(LoneMember.HangLimit, stop)).Outcome);
            Assert.All(await Task.WhenAll(held).WaitAsync(LoneMember.HangLimit, stop), result => Assert.Equal(ProposalOutcome.Dropped, result.Outcome));
            Assert.Null(await read.WaitAsync(LoneMember.HangLimit, stop));
        }

        Assert.Equal(ProposalOutcome.Dropped, (await group.ProposeAsync(LoneMember.Command("late"), stop).WaitAsync(LoneMember.HangLimit, stop)).Outcome);
        await using var again = _member.Start(new KeyValueMachine());
        Assert.Equal(last.Next, again.Status.LastIndex);
    }

    [Fact]
    public async Task A_state_machine_that_fails_leaves_nobody_waiting()
    {
        var stop = TestContext.Current.CancellationToken;
        using var machine = new HeldMachine();
        var (group, first) = await StartHeldAsync(machine);
        // Committed and behind the first, whose application is about to fail; then what the loop may or may not look at any more.
        var last = group.Status.LastIndex;
        Task<ProposalResult>[] waiting = [.. Enumerable.Range(0, 10).Select(i => group.ProposeAsync(LoneMember.Command($"behind-{i}"), stop))];
        await group.WaitForAsync(status => status.Commit > last, stop);
        var snapshot = group.TakeSnapshotAsync(stop);
        machine.Fail();
        await Assert.ThrowsAsync<NotSupportedException>(() => group.Completion.WaitAsync(LoneMember.HangLimit, stop));
        Assert.Equal(ProposalOutcome.Unknown, (await first.WaitAsync(LoneMember.HangLimit, stop)).Outcome);
        Assert.All(await Task.WhenAll(waiting).WaitAsync(LoneMember.HangLimit, stop), result => Assert.False(result.IsApplied));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => snapshot.WaitAsync(LoneMember.HangLimit, stop));
    }

    [Fact]
    public async Task A_state_machine_that_fails_with_the_last_entries_of_an_orderly_end_is_not_overlooked()
    {
        var stop = TestContext.Current.CancellationToken;
        using var machine = new HeldMachine();
        var (group, command) = await StartHeldAsync(machine);
        var end = group.DisposeAsync().AsTask();
        // The loop takes nothing any more, a failure of the state machine included.
        Assert.Equal(ProposalOutcome.Dropped, (await group.ProposeAsync(LoneMember.Command("late"), stop).WaitAsync(LoneMember.HangLimit, stop)).Outcome);
        machine.Fail();
        await end.WaitAsync(LoneMember.HangLimit, stop);
        await Assert.ThrowsAsync<NotSupportedException>(() => group.Completion);
        Assert.Equal(ProposalOutcome.Unknown, (await command.WaitAsync(LoneMember.HangLimit, stop)).Outcome);
    }

    public void Dispose() => _member.Dispose();

    /// <summary>A group that leads, and a command with which its machine waits.</summary>
    private async Task<(RaftGroup Group, Task<ProposalResult> Held)> StartHeldAsync(HeldMachine machine)
    {
        var stop = TestContext.Current.CancellationToken;
        var group = _member.Start(machine);
        await _member.LeadAsync(group);
        var held = group.ProposeAsync(LoneMember.Command("held"), stop);
        await machine.Entered.WaitAsync(LoneMember.HangLimit, stop);
        return (group, held);
    }
}
