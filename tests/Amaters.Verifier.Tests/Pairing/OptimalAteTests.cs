using System.Numerics;
using Amaters.Circuits.Fields;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Pairing;

namespace Amaters.Verifier.Tests.Pairing;

public sealed class OptimalAteTests
{
    private static readonly G1Jacobian P = G1Jacobian.FromAffine(G1Affine.Generator);
    private static readonly G2Jacobian Q = G2Jacobian.FromAffine(G2Affine.Generator);
    private static readonly Fp12 Base = OptimalAte.Pair(G1Affine.Generator, G2Affine.Generator);

    [Fact]
    public void The_pairing_is_bilinear() => Gen.Select(Elements.Fr, Elements.Fr).Sample(
        (a, b) => Assert.Equal(
            TextbookPairing.Power(Base, (a * b).ToBigInteger()),
            OptimalAte.Pair((P * a).ToAffine(), (Q * b).ToAffine())),
        iter: 10);

    [Fact]
    public void The_pairing_is_not_degenerate_and_has_order_r()
    {
        Assert.False(Base.IsOne);
        Assert.True(TextbookPairing.Power(Base, Fr.Modulus).IsOne);
    }

    [Fact]
    public void Infinity_pairs_to_one()
    {
        Assert.True(OptimalAte.Pair(G1Affine.Infinity, G2Affine.Generator).IsOne);
        Assert.True(OptimalAte.Pair(G1Affine.Generator, G2Affine.Infinity).IsOne);
    }

    [Fact]
    public void It_is_the_cube_of_the_textbook_pairing() => Gen.Select(Elements.G1, Elements.G2).Sample(
        (p, q) => Assert.Equal(
            TextbookPairing.Power(TextbookPairing.Pair(p.ToAffine(), q.ToAffine()), 3),
            OptimalAte.Pair(p.ToAffine(), q.ToAffine())),
        iter: 3);

    [Fact]
    public void The_final_exponentiation_is_the_cube_of_the_plain_power() => Elements.Fp12.Where(f => !f.IsZero).Sample(
        f => Assert.Equal(
            TextbookPairing.Power(f, 3 * ((BigInteger.Pow(Fp.Modulus, 12) - 1) / Fr.Modulus)),
            FinalExponentiation.Compute(f)),
        iter: 3);

    [Fact]
    public void Prepared_and_walked_points_give_the_same_product_of_pairings() => Gen.Select(Elements.G1.Array[3], Elements.G2.Array[3]).Sample(
        (p, q) =>
        {
            var expected = Fp12.One;
            var loop = new MillerLoop();
            for (var i = 0; i < 3; i++)
            {
                expected *= OptimalAte.Pair(p[i].ToAffine(), q[i].ToAffine());
                if (i == 1)
                    loop.Add(p[i].ToAffine(), q[i].ToAffine());
                else
                    loop.Add(p[i].ToAffine(), new PreparedG2(q[i].ToAffine()));
            }

            loop.Add(G1Affine.Infinity, new PreparedG2(G2Affine.Generator));
            loop.Add(G1Affine.Generator, new PreparedG2(G2Affine.Infinity));
            Assert.Equal(expected, FinalExponentiation.Compute(loop.Compute()));
        },
        iter: 5);

    [Fact]
    public void A_product_of_opposite_pairings_is_one_and_an_uneven_one_is_not() => Gen.Select(Elements.Fr.Where(k => !k.IsZero), Elements.G2.Where(q => !q.IsInfinity)).Sample(
        (k, q) =>
        {
            G1Affine p = (P * k).ToAffine(), minusP = (P * -k).ToAffine();
            Assert.True(OptimalAte.ProductIsOne([p, minusP], [q.ToAffine(), q.ToAffine()]));
            Assert.False(OptimalAte.ProductIsOne([p, p], [q.ToAffine(), q.ToAffine()]));
            Assert.True(OptimalAte.ProductIsOne([], []));
        },
        iter: 5);
}
