using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;
using Amaters.Circuits.Trees;

namespace Amaters.Circuits.Tests.Trees;

public sealed class CommandsTreeTests
{
    [Fact]
    public void Up_to_eight_commands_are_one_compression()
    {
        Fr[] digests = [Fr.FromUInt64(11), Fr.FromUInt64(12), Fr.FromUInt64(13)];
        Assert.Equal(Compression.H8([.. digests, default, default, default, default, default]), new CommandsTree(digests).Root);
        Assert.Equal(1, new CommandsTree(digests).Depth);
    }

    [Fact]
    public void More_commands_take_more_levels()
    {
        var digests = Enumerable.Range(1, 9).Select(i => Fr.FromInt64(i)).ToArray();
        var first = Compression.H8(digests.AsSpan(0, 8));
        var second = Compression.H8([digests[8], default, default, default, default, default, default, default]);
        var empty = OctalTree.EmptySubtree(1);
        Assert.Equal(Compression.H8([first, second, empty, empty, empty, empty, empty, empty]), new CommandsTree(digests).Root);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 1)]
    [InlineData(9, 2)]
    [InlineData(64, 2)]
    [InlineData(65, 3)]
    [InlineData(128, 3)]
    public void The_depth_is_the_smallest_that_holds_all(int commandCount, int depth) => Assert.Equal(depth, CommandsTree.DepthOf(commandCount));

    [Fact]
    public void Every_command_has_a_path_to_the_root()
    {
        var digests = Enumerable.Range(1, 20).Select(i => Fr.FromInt64(i)).ToArray();
        var tree = new CommandsTree(digests);
        for (int i = 0; i < digests.Length; i++)
        {
            Assert.True(tree.Path(i).Verify(tree.Root, tree.Depth, (ulong)i, digests[i]));
            Assert.False(tree.Path(i).Verify(tree.Root, tree.Depth, (ulong)i, digests[i] + Fr.One));
            Assert.False(tree.Path(i).Verify(tree.Root, tree.Depth, (ulong)i + 1, digests[i]));
        }
    }

    [Fact]
    public void A_tree_over_nothing_is_a_programmers_mistake() => Assert.Throws<ArgumentException>(() => new CommandsTree([]));
}
