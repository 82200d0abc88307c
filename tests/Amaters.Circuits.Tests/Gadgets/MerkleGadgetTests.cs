using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Gadgets;
using Amaters.Circuits.Trees;

namespace Amaters.Circuits.Tests.Gadgets;

public sealed class MerkleGadgetTests
{
    private const int Depth = 2;

    private static readonly Gen<(MerklePath Path, Fr OldLeaf, Fr NewLeaf)> Replacements = Gen.Select(Gen.ULong[0, 63], Elements.Any.Array[7 * Depth], Elements.Any, Elements.Any).Select(
        (position, siblings, oldLeaf, newLeaf) => (new MerklePath(position, siblings), oldLeaf, newLeaf));

    [Fact]
    public void MERKLE_1_gives_the_roots_of_both_trees() => Replacements.Sample(
        (path, oldLeaf, newLeaf) => GadgetHarness.AssertHolds(
            ReplaceLeaf(path), [.. Elements.BitsOf(path.Position, 3 * Depth), oldLeaf, newLeaf], path.ComputeRoot(oldLeaf), path.ComputeRoot(newLeaf)),
        iter: 5);

    [Fact]
    public void MERKLE_1_an_equal_leaf_gives_equal_roots() => Replacements.Sample(
        (path, leaf, _) => GadgetHarness.AssertHolds(
            ReplaceLeaf(path), [.. Elements.BitsOf(path.Position, 3 * Depth), leaf, leaf], path.ComputeRoot(leaf), path.ComputeRoot(leaf)),
        iter: 5);

    [Fact]
    public void MERKLE_1_a_child_that_is_not_the_node_below_is_refused() => Replacements.Sample(
        (path, oldLeaf, newLeaf) =>
        {
            // The children of the lowest level are the gadget's first wires.
            Fr[] inputs = [.. Elements.BitsOf(path.Position, 3 * Depth), oldLeaf, newLeaf];
            var lies = new Dictionary<int, Fr> { [path.ChildIndex(0)] = oldLeaf + Fr.One };
            GadgetHarness.AssertFailsWithLies((builder, values) => Nothing(ReplaceLeaf(path)(builder, values)), inputs, lies);
        },
        iter: 10);

    [Fact]
    public void MERKLE_1_a_position_of_another_length_than_the_path_is_refused()
    {
        var builder = ConstraintBuilder.ForWitness();
        Assert.Throws<ArgumentException>(() => MerkleGadget.ReplaceLeaf(builder, [Bit.True], new MerklePath(0, new Fr[7]), LinearCombination.Zero, LinearCombination.Zero));
    }

    private static GadgetUnderTest ReplaceLeaf(MerklePath path) => (builder, inputs) =>
    {
        var (oldRoot, newRoot) = MerkleGadget.ReplaceLeaf(builder, Array.ConvertAll(inputs[..^2], Elements.Bit), path, inputs[^2], inputs[^1]);
        return [oldRoot, newRoot];
    };

    private static LinearCombination[] Nothing(LinearCombination[] outputs) => outputs[..0];
}
