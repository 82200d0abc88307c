using Amaters.Ledger.RaftNode;
using Amaters.Testing;

namespace Amaters.Ledger.Replication.Tests.Processes;

/// <summary>A real group of processes under kill -9, SIGSTOP, and changes of members.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class ThreeProcessTests
{
    [Fact]
    public async Task It_elects_replicates_survives_kill_9_of_each_node_in_turn_and_loses_nothing()
    {
        using var group = new RaftProcessGroup(3, "tick-ms=50", "snapshot-every=1000", "keep=100");
        await group.StartFoundersAsync();
        await group.LeaderAsync(1, 2, 3);
        await using var writers = new Writers(group, 4);
        foreach (var victim in new ulong[] { 1, 2, 3 })
        {
            await writers.ProgressAsync(150);
            await group.KillAsync(victim);
            await writers.ProgressAsync(150);
            await group.StartAsync(victim);
            await group.LeaderAsync(1, 2, 3);
        }

        // And the leader itself, whoever it is by now.
        var leader = await group.LeaderAsync(1, 2, 3);
        await group.KillAsync(leader.Id);
        await writers.ProgressAsync(150);
        await group.StartAsync(leader.Id);
        await writers.StopAsync();
        await AssertNothingIsLost(group, writers);
    }

    [Fact]
    public async Task All_three_killed_at_once_come_back_with_everything_acknowledged()
    {
        using var group = new RaftProcessGroup(3, "tick-ms=50");
        await group.StartFoundersAsync();
        await group.LeaderAsync(1, 2, 3);
        await using var writers = new Writers(group, 4);
        await writers.ProgressAsync(200);
        await Task.WhenAll(group.KillAsync(1), group.KillAsync(2), group.KillAsync(3));
        await group.StartFoundersAsync();
        await writers.ProgressAsync(50);
        await writers.StopAsync();
        await AssertNothingIsLost(group, writers);
    }

    [Fact]
    public async Task A_frozen_leader_is_replaced_and_answers_no_stale_read_when_it_wakes()
    {
        using var group = new RaftProcessGroup(3, "tick-ms=50");
        await group.StartFoundersAsync();
        var old = await group.LeaderAsync(1, 2, 3);
        await old.PutAsync("key", "old");
        old.Freeze();
        var others = group.Running.Where(node => node.Id != old.Id).Select(node => node.Id).ToArray();
        var next = await group.LeaderAsync(others);
        await group.UntilAsync("a put at the new leader", async () => (await next.PutAsync("key", "new")).Outcome == (uint)ProposalOutcome.Applied);
        old.Thaw();
        // It still believes that it leads; whatever it says now must be confirmed by a quorum first.
        for (var i = 0; i < 20; i++)
            Assert.NotEqual("old", await old.GetAsync("key"));
        await group.LeaderAsync(1, 2, 3);
        await group.UntilAsync("the old leader reads the new value", async () => await old.GetAsync("key") == "new");
    }

    [Fact]
    public async Task A_node_joins_by_a_snapshot_whose_transfer_is_broken_and_resumed_and_then_replaces_another()
    {
        using var group = new RaftProcessGroup(4, "tick-ms=50", "snapshot-every=200", "keep=10", "snapshot-rate=150000", "snapshot-chunk=4096");
        await group.StartFoundersAsync();
        var leader = await group.LeaderAsync(1, 2, 3);
        var value = new string('v', 2000);
        for (var i = 0; i < 405; i++)
            Assert.Equal((uint)ProposalOutcome.Applied, (await leader.PutAsync($"key-{i}", value)).Outcome);
        await group.UntilAsync(leader.Id, "the log is compacted", status => status.FirstIndex > 300);

        await group.StartAsync(4);
        await leader.ChangeMembersAsync(addLearners: [4], addresses: new() { [4] = group.Address(4) });
        var incoming = Path.Combine(group.DataFolder(4), "snapshots");
        await group.UntilAsync("part of the snapshot", () => Task.FromResult(Directory.GetFiles(incoming, "incoming-*").Any(file => new FileInfo(file).Length > 50_000)));
        await group.KillAsync(4);
        await group.StartAsync(4);
        await group.UntilAsync(4, "the joined node has caught up", status => status.Applied > 400);
        Assert.Matches(@"Sending snapshot \d+ to node 4, from byte [1-9]\d* of \d+", leader.Output);

        // The learner becomes a voter in the place of a founder, through a joint configuration.
        var leaving = group.Running.First(node => node.Id != leader.Id && node.Id != 4).Id;
        Assert.Equal((uint)ProposalOutcome.Applied, (await leader.ChangeMembersAsync(addVoters: [4], remove: [leaving])).Outcome);
        await group.UntilAsync(leader.Id, "the new members", status => status.Voters.Contains(4UL) && !status.Voters.Contains(leaving) && status.Voters.Count == 3);
        await group.KillAsync(leaving);
        Assert.Equal((uint)ProposalOutcome.Applied, (await leader.PutAsync("last", "put")).Outcome);

        await leader.TransferAsync(4);
        await group.UntilAsync(4, "leads after the transfer", status => status.Role == "Leader");
        await group.UntilAsync("the new leader reads", async () => await group[4].GetAsync("last") == "put");
        await AssertSameState(group);
    }

    [Fact]
    public async Task A_terminated_leader_hands_over_first()
    {
        // A leader waits one election timeout for its successor: long ticks give a busy machine the time.
        using var group = new RaftProcessGroup(3, "tick-ms=300");
        await group.StartFoundersAsync();
        var leader = await group.LeaderAsync(1, 2, 3);
        Assert.Equal(0, await leader.TerminateAsync());
        Assert.Contains("Now Follower", leader.Output[leader.Output.IndexOf("Now Leader", StringComparison.Ordinal)..], StringComparison.Ordinal);
        group.Forget(leader.Id);
        await group.LeaderAsync([.. group.Running.Select(node => node.Id)]);
    }

    private static async Task AssertNothingIsLost(RaftProcessGroup group, Writers writers)
    {
        var leader = await group.LeaderAsync([.. group.Running.Select(node => node.Id)]);
        foreach (var key in writers.Acknowledged)
            Assert.Equal(key, await leader.GetAsync(key));
        await AssertSameState(group);
    }

    /// <summary>The running digest over everything applied is the same on all nodes at the same index.</summary>
    private static async Task AssertSameState(RaftProcessGroup group)
    {
        await group.UntilAsync("all nodes at the same index", async () =>
        {
            var statuses = await Task.WhenAll(group.Running.Select(node => group.StatusAsync(node.Id)));
            if (statuses.Any(status => status is null) || statuses.DistinctBy(status => status!.DigestIndex).Count() > 1)
                return false;
            Assert.Single(statuses.DistinctBy(status => status!.Digest));
            return true;
        });
    }
}
