using Amaters.Ledger.RaftNode;
using Amaters.Testing;

namespace Amaters.Ledger.Replication.Tests.Processes;

[Trait(Tier.Name, Tier.Full)]
public sealed class ThreeProcessTests
{
    [Fact]
    public async Task Three_processes_elect_a_leader_and_replicate()
    {
        using var group = new RaftProcessGroup();
        await group.StartFoundersAsync();
        var leader = await group.LeaderAsync(1, 2, 3);
        Assert.Equal((uint)ProposalOutcome.Applied, (await leader.PutAsync("key", "value")).Outcome);
        foreach (var node in group.Running)
            Assert.Equal("value", await node.GetAsync("key"));
    }
}
