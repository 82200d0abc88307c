using System.Numerics;
using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Gadgets;
using Amaters.Circuits.Jubjub;
using Amaters.Circuits.Tests.Jubjub;

namespace Amaters.Circuits.Tests.Gadgets;

public sealed class EdwardsGadgetTests
{
    // Points of the subgroup plus points of small order: the addition law must hold for all of them.
    private static readonly Gen<JubjubCurvePoint> Points = Gen.Select(
        JubjubPoints.SubgroupPoints, Gen.Int[0, 7], (point, small) => point.ToCurvePoint() + JubjubPoints.SmallOrder[small]);

    [Fact]
    public void EDWARDS_1_accepts_points_of_the_curve() => Points.Sample(
        point => GadgetHarness.AssertHolds(OnCurve, [point.U, point.V]), iter: 20);

    [Fact]
    public void EDWARDS_1_refuses_a_point_off_the_curve() => Points.Sample(
        point =>
        {
            GadgetHarness.AssertFails(OnCurve, point.U + Fr.One, point.V);
            GadgetHarness.AssertFails(OnCurve, point.U, point.V + Fr.One);
        },
        iter: 10);

    [Fact]
    public void EDWARDS_2_adds_any_two_points() => Gen.Select(Points, Points).Sample(
        (p, q) =>
        {
            AssertAdds(p, q);
            AssertAdds(p, p);
            AssertAdds(p, -p);
            AssertAdds(p, default);
        },
        iter: 10);

    [Fact]
    public void EDWARDS_2_adds_points_of_small_order() =>
        Assert.All(JubjubPoints.SmallOrder, p => Assert.All(JubjubPoints.SmallOrder, q => AssertAdds(p, q)));

    [Fact]
    public void EDWARDS_3_doubles_any_point() => Points.Sample(
        p =>
        {
            var twice = p + p;
            GadgetHarness.AssertHolds((builder, inputs) => Coordinates(EdwardsGadget.Double(builder, Point(inputs))), [p.U, p.V], twice.U, twice.V);
        },
        iter: 10);

    [Fact]
    public void EDWARDS_4_multiplies_the_generator() => JubjubPoints.Scalars.Sample(
        scalar =>
        {
            var expected = JubjubPoint.MultiplyGenerator(scalar);
            GadgetHarness.AssertHolds(
                (builder, inputs) => Coordinates(FixedBaseGadget.Multiply(builder, Bits(inputs))), Elements.BitsOf(scalar.ToBigInteger(), 252), expected.U, expected.V);
        },
        iter: 5);

    [Fact]
    public void EDWARDS_5_multiplies_any_point() => Gen.Select(Points, Gen.ULong, Gen.ULong).Sample(
        (point, high, low) => AssertMultiplies(point, new UInt128(high, low), bitCount: 128),
        iter: 5);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(13)]
    public void EDWARDS_5_multiplies_by_small_numbers(int number) =>
        AssertMultiplies(JubjubPoint.Generator.ToCurvePoint() + JubjubPoints.SmallOrder[3], number, bitCount: 4);

    private static void AssertMultiplies(JubjubCurvePoint point, BigInteger number, int bitCount)
    {
        var expected = JubjubPoints.Multiply(point, number);
        GadgetHarness.AssertHolds(
            (builder, inputs) => Coordinates(VariableBaseGadget.Multiply(builder, Bits(inputs[2..]), Point(inputs))),
            [point.U, point.V, .. Elements.BitsOf(number, bitCount)],
            expected.U,
            expected.V);
    }

    private static void AssertAdds(JubjubCurvePoint p, JubjubCurvePoint q)
    {
        var sum = p + q;
        GadgetHarness.AssertHolds(
            (builder, inputs) => Coordinates(EdwardsGadget.Add(builder, Point(inputs), Point(inputs[2..]))), [p.U, p.V, q.U, q.V], sum.U, sum.V);
    }

    private static LinearCombination[] OnCurve(ConstraintBuilder builder, LinearCombination[] inputs)
    {
        EdwardsGadget.EnforceOnCurve(builder, inputs[0], inputs[1]);
        return [];
    }

    private static Bit[] Bits(LinearCombination[] inputs) => Array.ConvertAll(inputs, Elements.Bit);

    private static EdwardsPoint Point(LinearCombination[] inputs) => new(inputs[0], inputs[1]);

    private static LinearCombination[] Coordinates(EdwardsPoint point) => [point.U, point.V];
}
