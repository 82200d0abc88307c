using System.Text;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Protocol;
using Amaters.Testing;
using Grpc.Core;

namespace Amaters.Ledger.Node.Tests.Embedded;

/// <summary>What operators do, on a group of three real nodes.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class AdministrationTests(EmbeddedFixture fixture) : IClassFixture<EmbeddedFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_leader_tells_how_far_every_member_is()
    {
        using var admin = new LedgerAdmin(fixture.ClientOptions);
        await PutAsync("status");
        var leader = await LeaderAddressAsync();
        GetStatusResponse status;
        // Once in an election's time the leader forgets whom it heard, until the next heartbeat is answered.
        do
            status = await admin.GetStatusAsync(leader, Stop);
        while (status.Members.Any(member => member.MatchIndex < status.CommitIndex || !member.Reachable));
        Assert.Equal([1ul, 2ul, 3ul], status.Members.Select(member => member.NodeId));
        Assert.All(status.Members, member => Assert.True(member.Voter && member.Reachable && !member.Learner));
    }

    [Fact]
    public async Task A_snapshot_on_demand_has_the_same_root_on_every_node()
    {
        using var admin = new LedgerAdmin(fixture.ClientOptions);
        await PutAsync("snapshot");
        var snapshots = new List<TakeSnapshotResponse>();
        // Nodes apply at their own pace: asked until all have the same entry.
        do
        {
            snapshots.Clear();
            foreach (var address in fixture.Ledger.ClientAddresses)
                snapshots.Add(await admin.TakeSnapshotAsync(address, Stop));
        }
        while (snapshots.Select(snapshot => snapshot.LogIndex).Distinct().Count() > 1);

        Assert.Single(snapshots.Select(snapshot => snapshot.StateRoot).Distinct());
        foreach (var node in fixture.Ledger.Running)
        {
            var file = Directory.GetFiles(Path.Combine(fixture.Ledger.Files.Data(node.Setup.NodeId), "raft", "snapshots"), $"snapshot-{snapshots[0].LogIndex}-*").Single();
            Assert.Equal((long)snapshots[0].ByteCount, new FileInfo(file).Length);
        }

        // Nothing happened since: the snapshot that is there is named again.
        Assert.Equal(snapshots[0], await admin.TakeSnapshotAsync(fixture.Ledger.ClientAddresses[0], Stop));
    }

    [Fact]
    public async Task Leadership_goes_where_the_operator_says()
    {
        using var admin = new LedgerAdmin(fixture.ClientOptions);
        for (ulong successor = 1; successor <= 3; successor++)
        {
            if (successor == (await fixture.Ledger.LeaderAsync(Stop)).Setup.NodeId)
                continue;
            Assert.Equal(successor, await admin.TransferLeadershipAsync(successor, Stop));
            await PutAsync($"led by {successor}");
        }

        var leader = await fixture.Ledger.LeaderAsync(Stop);
        var problem = await Assert.ThrowsAsync<RpcException>(() => admin.TransferLeadershipAsync(leader.Setup.NodeId, Stop));
        Assert.Equal(StatusCode.InvalidArgument, problem.StatusCode);
        Assert.Equal("to_node_id", problem.Trailers.GetValue(RefusalTrailers.Field));
    }

    [Fact]
    public async Task A_new_placement_moves_records_and_loses_none()
    {
        using var admin = new LedgerAdmin(fixture.ClientOptions);
        await PutAsync("moved");
        var sliceCount = fixture.Ledger.Genesis.Facts.SliceCount;
        var before = (await fixture.Ledger.LeaderAsync(Stop)).Replica.GetShards().Sum(shard => (long)shard.Records);
        await admin.ChangePlacementAsync(Enumerable.Repeat(5u, sliceCount), Stop);
        var leader = await fixture.Ledger.LeaderAsync(Stop);
        var shard = leader.Replica.GetShards()[5];
        Assert.Equal(((uint)sliceCount, (ulong)before), (shard.Slices, shard.Records));
        Assert.Equal("value", await GetAsync("moved"));

        var problem = await Assert.ThrowsAsync<RpcException>(() => admin.ChangePlacementAsync([1], Stop));
        Assert.Equal("shard_of_slice", problem.Trailers.GetValue(RefusalTrailers.Field));
    }

    [Fact]
    public async Task Reads_are_counted_by_the_shard_that_holds_the_record()
    {
        await PutAsync("counted");
        var before = Reads();
        for (var i = 0; i < 3; i++)
            await GetAsync("counted");
        var after = Reads();
        var increases = after.Zip(before, (now, then) => now - then).Where(increase => increase > 0).ToList();
        Assert.Equal(3ul, Assert.Single(increases));

        // A scan reads every record of the collection, wherever it is.
        await fixture.Client.ScanAsync("tests", Stop).CountAsync(Stop);
        Assert.True(Reads().Aggregate((sum, reads) => sum + reads) > after.Aggregate((sum, reads) => sum + reads));

        ulong[] Reads() => [.. Enumerable.Range(0, 8).Select(shard => fixture.Ledger.Running.Select(node => node.Replica.GetShards()[shard].Reads).Aggregate((sum, reads) => sum + reads))];
    }

    [Fact]
    public async Task Without_a_leader_a_refusal_says_so_for_programs_and_the_client_waits_it_out()
    {
        var survivor = fixture.Ledger.Running.First();
        var others = fixture.Ledger.Running.Skip(1).Select(node => node.Setup.NodeId).ToList();
        foreach (var nodeId in others)
            await fixture.Ledger.KillNodeAsync(nodeId);
        await survivor.Replica.Group.WaitForAsync(status => status.Leader.Value == 0, Stop);
        using (var channel = TrustingChannel.Open(fixture.Ledger.ClientAddresses[(int)survivor.Setup.NodeId - 1], fixture.Ledger.Files))
        {
            var problem = await Assert.ThrowsAsync<RpcException>(async () => await new LedgerService.LedgerServiceClient(channel).SubmitAsync(new SubmitRequest(), cancellationToken: Stop));
            Assert.Equal(RefusalTrailers.NotLeader, problem.Trailers.GetValue(RefusalTrailers.Kind));
            Assert.Null(problem.Trailers.GetValue(RefusalTrailers.LeaderId));
        }

        var writing = PutAsync("patient");
        foreach (var nodeId in others)
            await fixture.Ledger.StartNodeAsync(nodeId, Stop);
        await writing;
    }

    private async Task PutAsync(string key)
    {
        var answer = await fixture.Client.PutAsync("tests", Encoding.UTF8.GetBytes(key), "value"u8.ToArray(), expectedVersion: 0, WaitStage.Proven, Stop);
        Assert.Equal(ResultCode.Ok, answer.Result);
        Assert.NotEqual(0ul, answer.BatchNumber);
    }

    private async Task<string> GetAsync(string key) => Encoding.UTF8.GetString((await fixture.Client.GetAsync("tests", Encoding.UTF8.GetBytes(key), Stop)).Content!.Value);

    private async Task<Uri> LeaderAddressAsync() => fixture.Ledger.ClientAddresses[(int)(await fixture.Ledger.LeaderAsync(Stop)).Setup.NodeId - 1];
}
