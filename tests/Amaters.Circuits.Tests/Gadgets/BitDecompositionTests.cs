using System.Numerics;
using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Gadgets;

namespace Amaters.Circuits.Tests.Gadgets;

public sealed class BitDecompositionTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(0b1011, 4)]
    [InlineData(ulong.MaxValue, 64)]
    [InlineData(12345, 254)]
    public void BITS_1_a_number_has_its_binary_digits(ulong number, int bitCount) =>
        GadgetHarness.AssertHolds(Decompose(bitCount), [Elements.Of(number)], Elements.BitsOf(number, bitCount));

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1 << 16, 16)]
    public void BITS_1_a_number_of_too_many_bits_is_refused(ulong number, int bitCount) =>
        GadgetHarness.AssertFails(Decompose(bitCount), Elements.Of(number));

    [Fact]
    public void BITS_1_a_negative_number_is_refused() => GadgetHarness.AssertFails(Decompose(254), -Fr.One);

    [Fact]
    public void BITS_1_more_than_254_bits_are_no_range()
    {
        var builder = ConstraintBuilder.ForConstraints();
        Assert.Throws<ArgumentOutOfRangeException>(() => BitDecomposition.Decompose(builder, LinearCombination.One, 255));
    }

    [Fact]
    public void BITS_2_a_field_element_has_the_digits_of_its_canonical_integer() => Elements.Any.Sample(
        x => GadgetHarness.AssertHolds(Canonical, [x], Elements.BitsOf(x.ToBigInteger(), 255)), iter: 10);

    [Fact]
    public void BITS_2_the_digits_of_x_plus_r_are_refused()
    {
        // Only values below 2²⁵⁵ − r have such digits at all.
        var room = (BigInteger.One << 255) - Fr.Modulus;
        foreach (var number in new[] { 0, 1, 2, room / 3, room - 2, room - 1 })
        {
            var digits = Elements.BitsOf(number + Fr.Modulus, 255);
            var lies = Enumerable.Range(0, 255).ToDictionary(i => i, i => digits[i]);
            GadgetHarness.AssertFailsWithLies(Canonical, [Fr.FromBigInteger(number)], lies);
        }
    }

    [Fact]
    public void BITS_3_accepts_exactly_the_numbers_up_to_the_bound()
    {
        foreach (int bound in Enumerable.Range(1, 63))
        {
            int bitCount = BitOperations.Log2((uint)bound) + 1;
            for (int number = 0; number < 1 << bitCount; number++)
            {
                GadgetUnderTest atMost = (builder, inputs) =>
                {
                    BitDecomposition.EnforceAtMost(builder, Array.ConvertAll(inputs, Elements.Bit), bound);
                    return [];
                };
                var bits = Elements.BitsOf(number, bitCount);
                if (number <= bound)
                    GadgetHarness.AssertHolds(atMost, bits);
                else
                    GadgetHarness.AssertFails(atMost, bits);
            }
        }
    }

    [Fact]
    public void BITS_3_the_bound_must_be_as_long_as_the_bits()
    {
        var builder = ConstraintBuilder.ForConstraints();
        Bit[] bits = [Bit.Allocate(builder, true), Bit.Allocate(builder, true)];
        foreach (int bound in new[] { -1, 0, 1, 4 })
            Assert.Throws<ArgumentException>(() => BitDecomposition.EnforceAtMost(builder, bits, bound));
    }

    private static GadgetUnderTest Decompose(int bitCount) => (builder, inputs) => Combinations(BitDecomposition.Decompose(builder, inputs[0], bitCount));

    private static LinearCombination[] Canonical(ConstraintBuilder builder, LinearCombination[] inputs) => Combinations(BitDecomposition.Canonical(builder, inputs[0]));

    private static LinearCombination[] Combinations(Bit[] bits) => Array.ConvertAll(bits, bit => (LinearCombination)bit);
}
