using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Gadgets;

namespace Amaters.Circuits.Tests.Gadgets;

public sealed class ChildGadgetTests
{
    private static readonly Gen<(int Index, Fr[] Children, Fr Delta)> Nodes = Gen.Select(Gen.Int[0, 7], Elements.Any.Array[8], Elements.Any);

    [Fact]
    public void CHILD_1_accepts_the_child_at_the_index_and_no_other_value() => Nodes.Sample(
        (index, children, delta) =>
        {
            GadgetHarness.AssertHolds(EnforceChild, [.. Elements.BitsOf(index, 3), .. children, children[index]]);
            if (!delta.IsZero)
                GadgetHarness.AssertFails(EnforceChild, [.. Elements.BitsOf(index, 3), .. children, children[index] + delta]);
        },
        iter: 50);

    [Fact]
    public void CHILD_2_changes_the_child_at_the_index_and_no_other() => Nodes.Sample(
        (index, children, delta) =>
        {
            var changed = (Fr[])children.Clone();
            changed[index] += delta;
            GadgetHarness.AssertHolds(
                (builder, inputs) => ChildGadget.AddToChild(builder, inputs.AsSpan(3, 8), Array.ConvertAll(inputs[..3], Elements.Bit), inputs[11]),
                [.. Elements.BitsOf(index, 3), .. children, delta],
                changed);
        },
        iter: 50);

    private static LinearCombination[] EnforceChild(ConstraintBuilder builder, LinearCombination[] inputs)
    {
        ChildGadget.EnforceChild(builder, inputs.AsSpan(3, 8), Array.ConvertAll(inputs[..3], Elements.Bit), inputs[11]);
        return [];
    }
}
