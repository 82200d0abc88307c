using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Gadgets;
using Amaters.Circuits.Hashing;
using Amaters.Circuits.Tests.Hashing;

namespace Amaters.Circuits.Tests.Gadgets;

public sealed class Poseidon2GadgetTests
{
    [Fact]
    public void HASH_1_gives_the_published_answers()
    {
        foreach (var vector in Poseidon2Vectors.Read())
        {
            GadgetHarness.AssertHolds(
                (builder, inputs) => Poseidon2Gadget.Permute(builder, inputs),
                [.. vector.Input.Select(Fr.FromBigInteger)],
                [.. vector.Output.Select(Fr.FromBigInteger)]);
        }
    }

    [Fact]
    public void HASH_2_equals_the_native_compression() => Elements.Any.Array[8].Sample(
        inputs => GadgetHarness.AssertHolds(H8, inputs, Compression.H8(inputs)), iter: 5);

    [Fact]
    public void HASH_2_a_tagged_hash_equals_its_native_twin() => Elements.Any.Array[0, 7].Sample(
        inputs => GadgetHarness.AssertHolds(
            (builder, values) => [Poseidon2Gadget.H8(builder, DomainTag.Record, values)], inputs, Compression.H8(DomainTag.Record, inputs)),
        iter: 5);

    [Fact]
    public void HASH_2_takes_sums_and_constants_as_inputs() => Gen.Select(Elements.Any, Elements.Any).Sample(
        (x, y) => GadgetHarness.AssertHolds(
            (builder, inputs) => [Poseidon2Gadget.H8(builder, DomainTag.Command, inputs[0] + inputs[1], Elements.Of(3), inputs[1] - inputs[1])],
            [x, y],
            Compression.H8(DomainTag.Command, x + y, Elements.Of(3))),
        iter: 5);

    [Fact]
    public void HASH_2_a_hash_without_a_tag_or_with_too_many_values_is_refused()
    {
        var builder = ConstraintBuilder.ForWitness();
        Assert.Throws<ArgumentException>(() => Poseidon2Gadget.H8(builder, DomainTag.None, LinearCombination.One));
        Assert.Throws<ArgumentException>(() => Poseidon2Gadget.H8(builder, DomainTag.Client, new LinearCombination[8]));
        Assert.Throws<ArgumentException>(() => Poseidon2Gadget.H8(builder, new LinearCombination[7]));
    }

    private static LinearCombination[] H8(ConstraintBuilder builder, LinearCombination[] inputs) => [Poseidon2Gadget.H8(builder, inputs)];
}
