using System.Numerics;
using Amaters.Testing;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Tests.Pairing;

namespace Amaters.Verifier.Tests.Fields;

public sealed class Fp12Tests
{
    private static readonly Fp6[] Fp6Edges = [default, Fp6.One, -Fp6.One, new(default, Fp2.One, default), new(default, default, -Fp2.One)];
    private static readonly Fp12[] Fp12Edges = [default, Fp12.One, -Fp12.One, new(default, Fp6.One), new(Fp6Edges[3], Fp6Edges[4])];

    [Fact]
    public void The_laws_of_Fp6_hold() => FieldLaws.Hold(Elements.Fp6, Fp6Edges, 60);

    [Fact]
    public void The_laws_of_Fp12_hold() => FieldLaws.Hold(Elements.Fp12, Fp12Edges, 60);

    [Fact]
    public void The_tower_is_built_by_u_squared_minus_one_v_cubed_xi_and_w_squared_v()
    {
        var u = TextbookPairing.Embed(new Fp2(Fp.Zero, Fp.One), 0);
        var w = TextbookPairing.Embed(Fp2.One, 1);
        var v = TextbookPairing.Embed(Fp2.One, 2);
        Assert.Equal(-Fp12.One, u * u);
        Assert.Equal(v, w * w);
        Assert.Equal(Fp12.One + u, v * v * v);
    }

    [Fact]
    public void Sparse_products_agree_with_full_ones() => Gen.Select(Elements.Fp12, Elements.Fp2.Array[3]).Sample((f, l) =>
    {
        var line = TextbookPairing.Embed(l[0], 0) + TextbookPairing.Embed(l[1], 2) + TextbookPairing.Embed(l[2], 3);
        Assert.Equal(f * line, f.MultiplyByLine(l[0], l[1], l[2]));
        Assert.Equal(f.C0 * new Fp6(l[0], l[1], default), f.C0.MultiplySparse(l[0], l[1]));
        Assert.Equal(f.C0 * new Fp6(default, l[1], default), f.C0.MultiplySparse(l[1]));
        Assert.Equal(f.C0 * new Fp6(default, Fp2.One, default), f.C0.MultiplyByV());
    });

    [Fact]
    public void Frobenius_maps_are_powers() => Elements.Fp12.Sample(
        f =>
        {
            Assert.Equal(TextbookPairing.Power(f, Fp.Modulus), f.Frobenius());
            Assert.Equal(f.Frobenius().Frobenius(), f.FrobeniusSquared());
            Assert.Equal(f.FrobeniusSquared().FrobeniusSquared().FrobeniusSquared(), f.Conjugate());
        },
        iter: 10);

    [Fact]
    public void Cyclotomic_squares_and_powers_agree_with_plain_ones() => Elements.Fp12.Where(f => !f.IsZero).Sample(
        f =>
        {
            var member = f.Conjugate() * f.Inverse();
            member = member.FrobeniusSquared() * member;
            Assert.Equal(member * member, member.CyclotomicSquare());
            Assert.Equal(TextbookPairing.Power(member, new BigInteger(0xd201000000010000)).Inverse(), member.CyclotomicPowerOfSeed());
        },
        iter: 20);
}
