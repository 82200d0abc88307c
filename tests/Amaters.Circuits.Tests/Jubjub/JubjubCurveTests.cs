using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Jubjub;
using Amaters.Testing;

namespace Amaters.Circuits.Tests.Jubjub;

public sealed class JubjubCurveTests
{
    [Fact]
    public void D_is_minus_10240_over_10241_and_no_square()
    {
        Assert.Equal(Fr.FromInt64(-10240), JubjubCurve.D * Fr.FromUInt64(10241));
        Assert.Equal(-1, JubjubCurve.D.LegendreSymbol());
    }

    [Fact]
    public void Minus_one_is_a_square_so_the_addition_law_is_complete() => Assert.Equal(1, (-Fr.One).LegendreSymbol());

    [Fact]
    public void The_subgroup_order_is_the_published_prime()
    {
        Assert.Equal(BigInteger.Parse("6554484396890773809930967563523245729705921265872317281365359162392183254199", CultureInfo.InvariantCulture), JubjubCurve.SubgroupOrder);
        Assert.Equal(JubjubCurve.ScalarBitCount, (int)JubjubCurve.SubgroupOrder.GetBitLength());
        foreach (var witness in new[] { 2, 3, 5, 7, 11, 13 })
            Assert.Equal(BigInteger.One, BigInteger.ModPow(witness, JubjubCurve.SubgroupOrder - 1, JubjubCurve.SubgroupOrder));
    }

    [Fact]
    public void The_curve_has_eight_times_that_many_points()
    {
        // A point of order 8·l shows that 8·l divides the curve's order; Hasse's bound leaves only one multiple of it.
        var order = JubjubCurve.Cofactor * JubjubCurve.SubgroupOrder;
        var point = JubjubPoint.Generator.ToCurvePoint() + JubjubPoints.SmallOrder[1];
        Assert.True(JubjubPoints.Multiply(point, order).IsIdentity);
        Assert.False(JubjubPoints.Multiply(point, order / 2).IsIdentity);
        Assert.False(JubjubPoints.Multiply(point, JubjubCurve.Cofactor).IsIdentity);
        Assert.True(BigInteger.Pow(order - Fr.Modulus - 1, 2) <= 4 * Fr.Modulus && order > 4 * BigInteger.Pow(2, 128));
    }

    [Fact]
    public void The_generator_is_derived_from_its_seed_as_documented()
    {
        JubjubPoint? derived = null;
        for (int counter = 0; derived is null; counter++)
        {
            byte[] message = [.. JubjubPoint.GeneratorSeed.Select(character => (byte)character), (byte)counter];
            if (JubjubCurvePoint.TryDecode(SHA256.HashData(message), out var point, out _))
            {
                Assert.True(JubjubPoints.Multiply(point, 8).TryToSubgroup(out var multiple));
                derived = multiple;
            }
        }

        Assert.Equal(derived, JubjubPoint.Generator);
        Assert.False(JubjubPoint.Generator.IsIdentity);
        Assert.True(JubjubPoints.Multiply(JubjubPoint.Generator.ToCurvePoint(), JubjubCurve.SubgroupOrder).IsIdentity);
        Assert.Equal("0x20b08ba93846313d3fec20d252768961cd85283b248a12b8f5e2791635f7e822", JubjubPoint.Generator.U.ToString());
        Assert.Equal("0x35ae2a320ad9ca0f5c5f3b1611b8d455b36e90bd53dcf90bab5a0c162ca26e59", JubjubPoint.Generator.V.ToString());
    }

    [Fact]
    public void Scalars_are_the_integers_modulo_l()
    {
        FieldLaws.MatchIntegers(JubjubScalar.Modulus, JubjubPoints.Scalar, x => x.ToBigInteger(), iterations: 300);
        FieldLaws.Hold(JubjubPoints.Scalars, [.. FieldLaws.IntegerEdges(JubjubScalar.Modulus).Select(JubjubPoints.Scalar)], iterations: 100);
    }
}
