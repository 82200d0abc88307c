using Amaters.Circuits.Fields;
using Amaters.Circuits.Gadgets;

namespace Amaters.Circuits.Tests.Gadgets;

public sealed class BasicGadgetTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void BIT_1_a_bit_is_zero_or_one(ulong value) =>
        GadgetHarness.AssertHolds((builder, _) => [Bit.Allocate(builder, value == 1)], [], Elements.Of(value));

    [Fact]
    public void BIT_1_nothing_else_is_a_bit() => Elements.Any.Where(x => !x.IsZero && x != Fr.One).Sample(
        x => GadgetHarness.AssertFailsWithLies((builder, _) => [Bit.Allocate(builder, false)], [], new Dictionary<int, Fr> { [0] = x }), iter: 50);

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void BIT_2_and_is_the_product_and_not_the_complement(bool x, bool y) => GadgetHarness.AssertHolds(
        (builder, inputs) => [Bit.And(builder, Elements.Bit(inputs[0]), !Elements.Bit(inputs[1]))], [Elements.Of(x), Elements.Of(y)], Elements.Of(x && !y));

    [Fact]
    public void SELECT_1_a_bit_chooses_one_of_two_values() =>
        Gen.Select(Gen.Bool, Elements.Any, Elements.Any).Where((_, x, y) => x != y).Sample(
            (bit, x, y) => GadgetHarness.AssertHolds(
                (builder, inputs) => [SelectGadget.Select(builder, Elements.Bit(inputs[0]), inputs[1], inputs[2])], [Elements.Of(bit), x, y], bit ? x : y),
            iter: 50);

    [Fact]
    public void ZERO_1_tells_zero_from_everything_else() => Elements.Any.Sample(
        x => GadgetHarness.AssertHolds((builder, inputs) => [EqualityGadget.IsZero(builder, inputs[0])], [x], Elements.Of(x.IsZero)), iter: 50);

    [Fact]
    public void ZERO_1_a_liar_can_claim_neither()
    {
        GadgetUnderTest isZero = (builder, inputs) => [EqualityGadget.IsZero(builder, inputs[0])];
        foreach (var inverse in new[] { Fr.Zero, Fr.One, Elements.Of(7) })
        {
            GadgetHarness.AssertFailsWithLies(isZero, [Elements.Of(5)], new Dictionary<int, Fr> { [0] = inverse, [1] = Fr.One });
            GadgetHarness.AssertFailsWithLies(isZero, [Fr.Zero], new Dictionary<int, Fr> { [0] = inverse, [1] = Fr.Zero });
        }
    }

    [Fact]
    public void ZERO_2_tells_equal_from_different() => Gen.Select(Elements.Any, Elements.Any).Sample(
        (x, y) =>
        {
            GadgetUnderTest areEqual = (builder, inputs) => [EqualityGadget.AreEqual(builder, inputs[0], inputs[1])];
            GadgetHarness.AssertHolds(areEqual, [x, y], Elements.Of(x == y));
            GadgetHarness.AssertHolds(areEqual, [x, x], Fr.One);
        },
        iter: 20);
}
