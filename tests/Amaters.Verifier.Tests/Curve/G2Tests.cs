using Amaters.Circuits.Fields;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Tests.Curve;

public sealed class G2Tests
{
    [Fact]
    public void The_group_laws_hold() => GroupLaws.Hold<G2Jacobian, G2Affine>(Elements.G2);

    [Fact]
    public void Multiplication_is_repeated_addition() => GroupLaws.MultiplicationIsRepeatedAddition<G2Jacobian, G2Affine>(Elements.G2);

    [Fact]
    public void Sums_agree_with_term_by_term() => GroupLaws.SumsAgreeWithTermByTerm<G2Jacobian, G2Affine>(Elements.G2, [0, 1, 2, 23, 24, 70]);

    [Fact]
    public void The_generator_is_on_the_curve_and_of_order_r()
    {
        Assert.True(G2Affine.IsOnCurve(G2Affine.Generator.X, G2Affine.Generator.Y));
        Assert.True(GroupLaws.DoubleAndAdd<G2Jacobian, G2Affine>(G2Jacobian.FromAffine(G2Affine.Generator), Fr.Modulus).IsInfinity);
    }

    [Fact]
    public void The_default_is_infinity()
    {
        Assert.True(default(G2Affine).IsInfinity);
        Assert.True(default(G2Jacobian).IsInfinity);
        Assert.Equal(G2Affine.Infinity, G2Jacobian.Infinity.ToAffine());
        Assert.False(G2Affine.IsOnCurve(Fp2.Zero, Fp2.Zero));
    }

    [Fact]
    public void The_subgroup_check_agrees_with_multiplication_by_r() => Elements.G2OnCurve.Sample(
        point =>
        {
            var slow = GroupLaws.DoubleAndAdd<G2Jacobian, G2Affine>(G2Jacobian.FromAffine(point), Fr.Modulus).IsInfinity;
            Assert.Equal(slow, point.IsInSubgroup());
            Assert.Equal(slow, G2Affine.TryCreate(point.X, point.Y, out var created, out var rejection));
            Assert.Equal(slow ? PointRejection.None : PointRejection.NotInSubgroup, rejection);
            Assert.Equal(slow ? point : default, created);
        },
        iter: 40);

    [Fact]
    public void Points_of_every_small_order_are_outside_the_subgroup() => Assert.All(SmallOrderPoints.G2, point =>
    {
        Assert.True(G2Affine.IsOnCurve(point.X, point.Y));
        Assert.False(G2Affine.TryCreate(point.X, point.Y, out _, out var rejection));
        Assert.Equal(PointRejection.NotInSubgroup, rejection);
    });

    [Fact]
    public void Coordinates_off_the_curve_are_rejected() => Gen.Select(Elements.Fp2, Elements.Fp2).Sample((x, y) =>
    {
        Assert.False(G2Affine.TryCreate(x, y, out var point, out var rejection));
        Assert.Equal(PointRejection.NotOnCurve, rejection);
        Assert.True(point.IsInfinity);
    });
}
