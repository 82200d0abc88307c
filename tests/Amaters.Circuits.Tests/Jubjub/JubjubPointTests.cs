using System.Numerics;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Jubjub;

namespace Amaters.Circuits.Tests.Jubjub;

public sealed class JubjubPointTests
{
    // Any point: one of the subgroup plus one of small order.
    private static readonly Gen<JubjubCurvePoint> CurvePoints =
        Gen.Select(JubjubPoints.SubgroupPoints, Gen.Int[0, 7].Select(i => JubjubPoints.SmallOrder[i]), (p, torsion) => p.ToCurvePoint() + torsion);

    [Fact]
    public void Default_is_the_identity()
    {
        Assert.True(default(JubjubPoint).IsIdentity);
        Assert.Equal((Fr.Zero, Fr.One), (JubjubPoint.Identity.U, JubjubPoint.Identity.V));
    }

    [Fact]
    public void Addition_is_the_affine_law_of_the_definition() =>
        Gen.Select(CurvePoints, CurvePoints).Sample((p, q) =>
        {
            var product = JubjubCurve.D * p.U * q.U * p.V * q.V;
            var sum = p + q;
            Assert.Equal((p.U * q.V) + (p.V * q.U), sum.U * (Fr.One + product));
            Assert.Equal((p.V * q.V) + (p.U * q.U), sum.V * (Fr.One - product));
            Assert.True(JubjubCurve.Contains(sum.U, sum.V));
        }, iter: 100);

    [Fact]
    public void Points_form_a_commutative_group() =>
        Gen.Select(CurvePoints, CurvePoints, CurvePoints).Sample((p, q, s) =>
        {
            Assert.Equal(p + q, q + p);
            Assert.Equal((p + q) + s, p + (q + s));
            Assert.Equal(p, p + default(JubjubCurvePoint));
            Assert.True((p + -p).IsIdentity);
        }, iter: 100);

    [Fact]
    public void Scalar_multiplication_agrees_with_repeated_addition_and_the_fixed_base_table() =>
        Gen.Select(JubjubPoints.Scalars, JubjubPoints.Scalars).Sample((m, n) =>
        {
            var p = JubjubPoint.MultiplyGenerator(m);
            Assert.Equal(JubjubPoint.Generator.MultiplyPublic(m), p);
            Assert.Equal(JubjubPoints.Multiply(JubjubPoint.Generator.ToCurvePoint(), m.ToBigInteger()), p.ToCurvePoint());
            Assert.Equal(JubjubPoint.MultiplyGenerator(m + n), p + JubjubPoint.MultiplyGenerator(n));
            Assert.Equal(JubjubPoint.MultiplyGenerator(m * n), p.MultiplyPublic(n));
            Assert.Equal(JubjubPoint.MultiplyGenerator(-m), -p);
        }, iter: 20);

    [Fact]
    public void Only_points_without_a_small_component_enter_the_subgroup() =>
        Gen.Select(JubjubPoints.SubgroupPoints, Gen.Int[0, 7]).Sample((p, i) =>
        {
            bool entered = (p.ToCurvePoint() + JubjubPoints.SmallOrder[i]).TryToSubgroup(out var point);
            Assert.Equal(JubjubPoints.SmallOrder[i].IsIdentity, entered);
            Assert.Equal(entered ? p : JubjubPoint.Identity, point);
        }, iter: 30);

    [Fact]
    public void Clearing_the_cofactor_multiplies_by_eight() =>
        CurvePoints.Sample(p => p.ClearCofactor().ToCurvePoint() == JubjubPoints.Multiply(p, 8), iter: 20);

    [Fact]
    public void Coordinates_off_the_curve_make_no_point()
    {
        Assert.False(JubjubCurvePoint.TryFromCoordinates(Fr.Zero, Fr.Zero, out _));
        Assert.False(JubjubCurvePoint.TryFromCoordinates(JubjubPoint.Generator.U, JubjubPoint.Generator.V + Fr.One, out _));
        Assert.True(JubjubCurvePoint.TryFromCoordinates(JubjubPoint.Generator.U, JubjubPoint.Generator.V, out var point));
        Assert.Equal(JubjubPoint.Generator.ToCurvePoint(), point);
    }

    [Fact]
    public void Every_point_is_read_back_from_its_encoding() =>
        CurvePoints.Sample(p =>
        {
            var bytes = new byte[32];
            p.Encode(bytes);
            Assert.True(JubjubCurvePoint.TryDecode(bytes, out var decoded, out var reason));
            Assert.Equal((p, JubjubRejection.None), (decoded, reason));
        }, iter: 50);

    [Fact]
    public void Every_accepted_encoding_is_the_canonical_one() =>
        Gen.Byte.Array[32].Sample(bytes =>
        {
            if (!JubjubCurvePoint.TryDecode(bytes, out var point, out _))
                return;
            var encoded = new byte[32];
            point.Encode(encoded);
            Assert.Equal(bytes, encoded);
        }, iter: 200);

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Other_lengths_are_rejected(int length) => AssertRejected(new byte[length], JubjubRejection.WrongLength);

    [Fact]
    public void A_coordinate_from_the_modulus_on_is_rejected()
    {
        var bytes = new byte[32];
        (Fr.Modulus + 1).TryWriteBytes(bytes, out _, isUnsigned: true);
        AssertRejected(bytes, JubjubRejection.NonCanonicalCoordinate);
    }

    [Fact]
    public void A_height_without_a_point_is_rejected()
    {
        var heights = Enumerable.Range(2, 40).Select(v => Fr.FromInt64(v)).ToList();
        var without = heights.Where(v => ((v.Square() - Fr.One) * (Fr.One + (JubjubCurve.D * v.Square()))).LegendreSymbol() < 0).ToList();
        Assert.NotEmpty(without);
        Assert.All(without, v => AssertRejected(v.ToBytes(), JubjubRejection.NotOnCurve));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_sign_on_u_zero_is_rejected(int height)
    {
        var bytes = Fr.FromInt64(height).ToBytes();
        bytes[^1] |= 0x80;
        AssertRejected(bytes, JubjubRejection.NonCanonicalSign);
    }

    [Fact]
    public void The_subgroup_decoder_names_a_point_outside_it()
    {
        foreach (var torsion in JubjubPoints.SmallOrder.Where(point => !point.IsIdentity))
        {
            var bytes = new byte[32];
            (JubjubPoint.Generator.ToCurvePoint() + torsion).Encode(bytes);
            Assert.False(JubjubPoint.TryDecode(bytes, out _, out var reason));
            Assert.Equal(JubjubRejection.NotInSubgroup, reason);
        }
    }

    [Fact]
    public void Scalars_from_the_order_on_are_rejected()
    {
        foreach (var value in new[] { JubjubScalar.Modulus, JubjubScalar.Modulus + 1, (BigInteger.One << 256) - 1 })
        {
            var bytes = new byte[32];
            value.TryWriteBytes(bytes, out _, isUnsigned: true);
            Assert.False(JubjubScalar.TryDecode(bytes, out _));
        }

        Assert.False(JubjubScalar.TryDecode(new byte[31], out _));
        Assert.False(JubjubScalar.TryDecode(new byte[33], out _));
    }

    private static void AssertRejected(byte[] bytes, JubjubRejection expected)
    {
        Assert.False(JubjubCurvePoint.TryDecode(bytes, out var point, out var reason));
        Assert.Equal(expected, reason);
        Assert.True(point.IsIdentity);
    }
}
