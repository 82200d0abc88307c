using System.Numerics;
using Amaters.Circuits.Fields;
using Amaters.Prover.Engines.Vector;
using Amaters.Verifier.Curve;

namespace Amaters.Prover.Tests.Engines.Vector;

public sealed class ScalarSplitTests
{
    private static readonly BigInteger SeedSquared = (BigInteger)ScalarSplit.SeedSquared;

    public static TheoryData<string> Edges { get; } =
    [
        .. new[] { 0, 1, 2, Fr.Modulus - 1, Fr.Modulus - 2, Fr.Modulus / 2, SeedSquared - 1, SeedSquared, SeedSquared + 1, SeedSquared / 2,
            (SeedSquared / 2) + 1, SeedSquared * (SeedSquared / 2), SeedSquared * (SeedSquared - 1), (SeedSquared * SeedSquared) - SeedSquared - 1 }
            .Select(edge => edge.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ];

    [Theory]
    [MemberData(nameof(Edges))]
    public void Halves_recombine_at_the_edges(string scalar) => Check(BigInteger.Parse(scalar, System.Globalization.CultureInfo.InvariantCulture) % Fr.Modulus);

    [Fact]
    public void Halves_recombine_and_stay_below_half_of_the_seed_squared() =>
        Gen.ULong.Array[4].Sample(limbs => Check(limbs.Aggregate(BigInteger.Zero, (value, limb) => (value << 64) + limb) % Fr.Modulus), iter: 5000);

    [Fact]
    public void Small_scalars_and_their_negatives_need_no_second_half()
    {
        for (var k = 0; k < 1000; k++)
        {
            Assert.Equal((k, 0), Split(k));
            Assert.Equal((-k, 0), Split((Fr.Modulus - k) % Fr.Modulus));
        }
    }

    [Fact]
    public void The_endomorphisms_multiply_by_the_seed_squared()
    {
        var factor = Fr.FromBigInteger(SeedSquared);
        var p = (G1Jacobian.FromAffine(G1Affine.Generator) * Fr.FromUInt64(77)).ToAffine();
        Assert.Equal(G1Jacobian.FromAffine(p) * factor, G1Jacobian.FromAffine(G1VectorGroup.TimesSeedSquared(p)));
        var q = (G2Jacobian.FromAffine(G2Affine.Generator) * Fr.FromUInt64(77)).ToAffine();
        Assert.Equal(G2Jacobian.FromAffine(q) * factor, G2Jacobian.FromAffine(G2VectorGroup.TimesSeedSquared(q)));
    }

    private static void Check(BigInteger scalar)
    {
        var (first, second) = Split(scalar);
        Assert.Equal(scalar, ((((first + (second * SeedSquared)) % Fr.Modulus) + Fr.Modulus) % Fr.Modulus));
        Assert.InRange(BigInteger.Abs(first), 0, (SeedSquared / 2) + 1);
        Assert.InRange(BigInteger.Abs(second), 0, (SeedSquared / 2) + 1);
    }

    private static (BigInteger First, BigInteger Second) Split(BigInteger scalar)
    {
        ulong Limb(int i) => (ulong)((scalar >> (64 * i)) & ulong.MaxValue);
        ScalarSplit.Split(Limb(0), Limb(1), Limb(2), Limb(3), out var first, out var second);
        return ((BigInteger)first, (BigInteger)second);
    }
}
