using System.Collections.Immutable;
using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication.Tests;

/// <summary>What is written of a group's members is what can be read back; anything else is stopped before it reaches a disk.</summary>
public sealed class GroupConfigurationTests
{
    [Fact]
    public void What_is_written_is_read_back()
    {
        var configuration = GroupConfiguration.Found(new SortedDictionary<ulong, Uri> { [1] = new("https://one:1"), [9] = new("https://nine:9") }.ToImmutableSortedDictionary());
        Assert.True(GroupConfiguration.TryDecode(configuration.Encode(), out var read));
        Assert.Equal(configuration.Encode(), read.Encode());
        Assert.Equal([new NodeId(1), new NodeId(9)], read.Members.Voters);
        Assert.Equal(new Uri("https://nine:9"), read.Addresses[9]);
    }

    [Theory]
    [InlineData(0UL, 1UL)]
    [InlineData(2UL, 1UL)]
    [InlineData(1UL, 1UL)]
    public void Ids_that_nobody_could_read_back_are_never_written(ulong first, ulong second)
    {
        var configuration = GroupConfiguration.Empty with { Members = new ConfState { Voters = [new NodeId(first), new NodeId(second)] } };
        Assert.Throws<InvariantViolationException>(configuration.Encode);
    }
}
