using Amaters.Circuits.Fields;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Tests.Curve;

public sealed class G1Tests
{
    [Fact]
    public void The_group_laws_hold() => GroupLaws.Hold<G1Jacobian, G1Affine>(Elements.G1);

    [Fact]
    public void Multiplication_is_repeated_addition() => GroupLaws.MultiplicationIsRepeatedAddition<G1Jacobian, G1Affine>(Elements.G1);

    [Fact]
    public void Sums_agree_with_term_by_term() => GroupLaws.SumsAgreeWithTermByTerm<G1Jacobian, G1Affine>(Elements.G1, [0, 1, 2, 23, 24, 70]);

    [Fact]
    public void The_generator_is_on_the_curve_and_of_order_r()
    {
        Assert.True(G1Affine.IsOnCurve(G1Affine.Generator.X, G1Affine.Generator.Y));
        Assert.True(GroupLaws.DoubleAndAdd<G1Jacobian, G1Affine>(G1Jacobian.FromAffine(G1Affine.Generator), Fr.Modulus).IsInfinity);
    }

    [Fact]
    public void The_default_is_infinity()
    {
        Assert.True(default(G1Affine).IsInfinity);
        Assert.True(default(G1Jacobian).IsInfinity);
        Assert.Equal(G1Affine.Infinity, G1Jacobian.Infinity.ToAffine());
        Assert.False(G1Affine.IsOnCurve(Fp.Zero, Fp.Zero));
    }

    [Fact]
    public void The_subgroup_check_agrees_with_multiplication_by_r() => Elements.G1OnCurve.Sample(
        point =>
        {
            var slow = GroupLaws.DoubleAndAdd<G1Jacobian, G1Affine>(G1Jacobian.FromAffine(point), Fr.Modulus).IsInfinity;
            Assert.Equal(slow, point.IsInSubgroup());
            Assert.Equal(slow, G1Affine.TryCreate(point.X, point.Y, out var created, out var rejection));
            Assert.Equal(slow ? PointRejection.None : PointRejection.NotInSubgroup, rejection);
            Assert.Equal(slow ? point : default, created);
        },
        iter: 40);

    [Fact]
    public void Points_of_every_small_order_are_outside_the_subgroup() => Assert.All(SmallOrderPoints.G1, point =>
    {
        Assert.True(G1Affine.IsOnCurve(point.X, point.Y));
        Assert.False(G1Affine.TryCreate(point.X, point.Y, out _, out var rejection));
        Assert.Equal(PointRejection.NotInSubgroup, rejection);
    });

    [Fact]
    public void Coordinates_off_the_curve_are_rejected() => Gen.Select(Elements.Fp, Elements.Fp).Sample((x, y) =>
    {
        Assert.False(G1Affine.TryCreate(x, y, out var point, out var rejection));
        Assert.Equal(PointRejection.NotOnCurve, rejection);
        Assert.True(point.IsInfinity);
    });
}
