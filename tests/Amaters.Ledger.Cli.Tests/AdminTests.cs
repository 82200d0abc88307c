using System.Text.Json.Nodes;
using Amaters.Testing;

namespace Amaters.Ledger.Cli.Tests;

/// <summary>The operator's verbs on a group that runs. Changing members has its own tests, in a group of its own.</summary>
[Trait(Tier.Name, Tier.Full)]
[Collection(CliFixture.Name)]
public sealed class AdminTests(CliFixture fixture)
{
    private AmatersProgram Operator => fixture.Alice with { KeyFile = "/nonexistent" };

    [Fact]
    public async Task Status_has_a_line_for_each_node_and_one_of_them_leads()
    {
        var nodes = (await Operator.JsonAsync("admin", "status")).Lines;
        Assert.Equal([1ul, 2ul, 3ul], nodes.Select(node => node["node"]!.GetValue<ulong>()));
        Assert.All(nodes, node => Assert.NotEqual(0ul, node["leader"]!.GetValue<ulong>()));

        // For people the table fits a terminal of 80 columns, without broken cells.
        var table = (await Operator.RunAsync("admin", "status")).Output.Split('\n');
        Assert.Equal(3, table.Count(line => line.Contains("127.0.0.1:", StringComparison.Ordinal)));
        Assert.All(table, line => Assert.True(line.Length <= 80));

        var dead = await Operator.JsonAsync("admin", "status", "--node", "https://127.0.0.1:1");
        Assert.Equal((ExitCodes.Unavailable, "unreachable"), (dead.ExitCode, Assert.Single(dead.Lines)["role"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Members_and_shards_are_listed()
    {
        IReadOnlyList<JsonObject> members;
        // A leader that has just been elected learns within a tick how far the others are.
        do
            members = (await Operator.JsonAsync("admin", "members")).Lines;
        while (members.Any(member => member["matchIndex"]?.GetValue<ulong>() is null or 0));
        Assert.Equal(3, members.Count);
        Assert.Single(members, member => member["role"]!.GetValue<string>() == "leader");
        Assert.Equal(8, (await Operator.JsonAsync("admin", "shards")).Lines.Count);
    }

    [Fact]
    public async Task Snapshots_are_taken_by_every_node()
    {
        var snapshots = (await Operator.JsonAsync("admin", "snapshot")).Lines;
        Assert.Equal(3, snapshots.Count);
        Assert.All(snapshots, snapshot => Assert.True(snapshot["logIndex"]!.GetValue<ulong>() > 0 && snapshot["bytes"]!.GetValue<ulong>() > 0));
    }

    [Fact]
    public async Task Leadership_is_handed_over()
    {
        var leader = (await Operator.JsonAsync("admin", "status")).Lines[0]["leader"]!.GetValue<ulong>();
        var successor = (leader % 3) + 1;
        Assert.Equal(successor, (await Operator.JsonAsync("admin", "transfer", "--to", $"{successor}")).Json["leader"]!.GetValue<ulong>());
        var itself = await Operator.RunAsync("admin", "transfer", "--to", "9");
        Assert.Equal(ExitCodes.Refused, itself.ExitCode);
        Assert.StartsWith("to_node_id: node 9 is no other voter", itself.Problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_placement_of_the_wrong_length_is_refused()
    {
        var refused = await Operator.RunAsync("admin", "placement", "0,1");
        Assert.Equal(ExitCodes.Refused, refused.ExitCode);
        Assert.StartsWith("shard_of_slice: 64 numbers from 0 to 7 are needed.", refused.Problems, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, (await Operator.RunAsync("admin", "placement", "0,x")).ExitCode);
    }

    [Fact]
    public async Task Changes_of_members_are_checked_before_they_reach_the_group()
    {
        var nowhere = await Operator.RunAsync("admin", "add-learner", "4", "nowhere");
        Assert.Equal((ExitCodes.Usage, "ADDRESS: 'nowhere' is no https address; write for example https://10.0.0.4:7401.\n"), (nowhere.ExitCode, nowhere.Problems));
        var stranger = await Operator.RunAsync("admin", "promote", "4");
        Assert.Equal(ExitCodes.Refused, stranger.ExitCode);
        Assert.StartsWith("changes.address:", stranger.Problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_trail_tells_of_registrations()
    {
        var events = (await Operator.JsonAsync("admin", "events")).Lines;
        Assert.Contains(events, item => item["kind"]!.GetValue<string>() == "KeyChanged" && item["subject"]!.GetValue<string>() == "Register");
    }
}
