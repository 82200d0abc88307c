using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;
using Amaters.Circuits.Trees;

namespace Amaters.Circuits.Tests.Trees;

public sealed class StateTreeTests
{
    private const int Depth = 2;

    private static readonly Gen<KeyValuePair<ulong, Fr>[]> Writes =
        Gen.Select(Gen.ULong[0, 63], Gen.ULong[0, 5], (position, leaf) => KeyValuePair.Create(position, Fr.FromUInt64(leaf))).Array[0, 8];

    [Fact]
    public void Empty_subtrees_are_hashed_from_zero_upwards()
    {
        Assert.Equal(Fr.Zero, OctalTree.EmptySubtree(0));
        for (int height = 0; height < OctalTree.DepthLimit; height++)
            Assert.Equal(Compression.H8(Enumerable.Repeat(OctalTree.EmptySubtree(height), 8).ToArray()), OctalTree.EmptySubtree(height + 1));
        Assert.Equal(OctalTree.EmptySubtree(14), NewTree(14).Root);
    }

    [Fact]
    public void The_root_is_that_of_the_full_tree_over_all_leaves() =>
        Gen.Select(Writes, Writes).Sample((first, second) =>
        {
            var tree = NewTree(Depth);
            tree.Update(first);
            tree.Update(second);
            var leaves = new Fr[64];
            foreach (var (position, leaf) in first.Concat(second))
                leaves[position] = leaf;
            Assert.Equal(FullTreeRoot(leaves), tree.Root);
            Assert.All(Enumerable.Range(0, 64), position => Assert.Equal(leaves[position], tree.Leaf((ulong)position)));
        }, iter: 20);

    [Fact]
    public void Writing_leaves_together_or_one_by_one_gives_the_same_root() =>
        Writes.Sample(writes =>
        {
            StateTree together = NewTree(Depth), oneByOne = NewTree(Depth);
            together.Update(writes);
            foreach (var (position, leaf) in writes)
                oneByOne.Update(position, leaf);
            Assert.Equal(oneByOne.Root, together.Root);
        }, iter: 20);

    [Fact]
    public void The_first_three_bits_of_a_position_choose_the_child_of_the_root()
    {
        var tree = NewTree(Depth);
        tree.Update(0b101_011, Fr.One);
        var children = Enumerable.Repeat(OctalTree.EmptySubtree(1), 8).ToArray();
        children[0b101] = Compression.H8([default, default, default, Fr.One, default, default, default, default]);
        Assert.Equal(Compression.H8(children), tree.Root);
    }

    [Fact]
    public void Paths_prove_present_and_absent_leaves()
    {
        var tree = NewTree(Depth);
        tree.Update([new(9, Fr.One), new(10, Fr.FromUInt64(2)), new(63, Fr.FromUInt64(3))]);
        for (ulong position = 0; position < 64; position++)
            Assert.True(tree.Path(position).Verify(tree.Root, Depth, position, tree.Leaf(position)));
    }

    [Fact]
    public void A_present_leaf_cannot_be_shown_absent_nor_an_absent_one_present()
    {
        var tree = NewTree(Depth);
        tree.Update(9, Fr.One);
        Assert.False(tree.Path(9).Verify(tree.Root, Depth, 9, Fr.Zero));
        Assert.False(tree.Path(10).Verify(tree.Root, Depth, 10, Fr.One));
    }

    [Fact]
    public void A_wrong_sibling_position_depth_or_root_is_refused()
    {
        var tree = NewTree(Depth);
        tree.Update([new(9, Fr.One), new(10, Fr.FromUInt64(2))]);
        var path = tree.Path(9);
        Assert.False(path.Verify(tree.Root + Fr.One, Depth, 9, Fr.One));
        Assert.False(path.Verify(tree.Root, Depth, 10, Fr.One));
        Assert.False(path.Verify(tree.Root, Depth + 1, 9, Fr.One));
        for (int i = 0; i < Depth * OctalTree.SiblingCount; i++)
        {
            var siblings = path.Siblings(0).ToArray().Concat(path.Siblings(1).ToArray()).ToArray();
            siblings[i] += Fr.One;
            Assert.False(new MerklePath(9, siblings).Verify(tree.Root, Depth, 9, Fr.One));
        }
    }

    [Fact]
    public void A_path_made_for_another_position_is_refused()
    {
        // The same siblings moved to a neighbouring position put the leaf elsewhere.
        var tree = NewTree(Depth);
        tree.Update(9, Fr.One);
        var path = tree.Path(9);
        var moved = new MerklePath(10, [.. path.Siblings(0), .. path.Siblings(1)]);
        Assert.NotEqual(tree.Root, moved.ComputeRoot(Fr.One));
    }

    [Fact]
    public void Positions_outside_the_tree_are_refused_before_anything_is_written()
    {
        var tree = NewTree(Depth);
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Update([new(1, Fr.One), new(64, Fr.One)]));
        Assert.Equal(OctalTree.EmptySubtree(Depth), tree.Root);
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Path(64));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Leaf(64));
        Assert.Throws<ArgumentOutOfRangeException>(() => NewTree(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => NewTree(OctalTree.DepthLimit + 1));
    }

    [Fact]
    public void The_deepest_tree_has_a_last_position()
    {
        var tree = NewTree(OctalTree.DepthLimit);
        ulong last = (1UL << 63) - 1;
        tree.Update(last, Fr.One);
        Assert.True(tree.Path(last).Verify(tree.Root, OctalTree.DepthLimit, last, Fr.One));
    }

    internal static StateTree NewTree(int depth) => new(depth, new MemoryStateStore<NodeAddress, Fr>());

    private static Fr FullTreeRoot(Fr[] leaves) =>
        leaves.Length == 1 ? leaves[0] : FullTreeRoot([.. leaves.Chunk(8).Select(children => Compression.H8(children))]);
}
