using Amaters.Circuits.Fields;
using Amaters.Prover.Msm;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Prover.Tests.Msm;

public sealed class PippengerTests
{
    [Fact]
    public void A_sum_in_G1_equals_the_sum_term_by_term()
    {
        Gen.Select(Gens.G1, Gens.Scalar).Array[0, 60].Sample(terms => AssertEqualToTwin<G1Jacobian, G1Affine, Fp>(terms), iter: 15);
    }

    [Fact]
    public void A_sum_in_G2_equals_the_sum_term_by_term()
    {
        Gen.Select(Gens.G2, Gens.Scalar).Array[0, 40].Sample(terms => AssertEqualToTwin<G2Jacobian, G2Affine, Fp2>(terms), iter: 8);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    [InlineData(3000)]
    public void Equal_points_with_equal_scalars_fill_one_bucket(int count)
    {
        var points = Enumerable.Repeat(G1Affine.Generator, count).ToArray();
        var scalars = Enumerable.Repeat(Gens.MinusOne, count).ToArray();
        var sum = Pippenger<G1Jacobian, G1Affine, Fp>.MultiplyAndSum(points, scalars, workerCount: 2);
        Assert.Equal(Gens.Multiple<G1Jacobian, G1Affine>(G1Affine.Generator, -Fr.FromUInt64((ulong)count)), sum);
    }

    [Fact]
    public void Opposite_points_cancel_to_infinity()
    {
        var points = Enumerable.Range(0, 2000).Select(i => i % 2 == 0 ? G1Affine.Generator : -G1Affine.Generator).ToArray();
        var scalars = Enumerable.Repeat(Fr.FromUInt64(12345), points.Length).ToArray();
        Assert.True(Pippenger<G1Jacobian, G1Affine, Fp>.MultiplyAndSum(points, scalars, workerCount: 2).IsInfinity);
    }

    // Pᵢ = i·G, so the sum is (Σ i·kᵢ)·G: thousands of points against one multiplication.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_long_sum_of_known_multiples_equals_one_multiplication(int workers)
    {
        const int Count = 5000;
        var jacobian = new G1Jacobian[Count];
        for (int i = 1; i < Count; i++)
            jacobian[i] = jacobian[i - 1] + G1Affine.Generator;
        var points = new G1Affine[Count];
        G1Jacobian.ToAffine(jacobian, points);
        var scalars = Enumerable.Range(0, Count).Select(i => i % 3 == 0 ? Fr.FromUInt64((ulong)i % 2) : Fr.FromUInt64((ulong)i + 2).Pow(1001)).ToArray();
        var expected = Fr.Zero;
        for (int i = 0; i < Count; i++)
            expected += Fr.FromUInt64((ulong)i) * scalars[i];
        var sum = Pippenger<G1Jacobian, G1Affine, Fp>.MultiplyAndSum(points, scalars, workers);
        Assert.Equal(Gens.Multiple<G1Jacobian, G1Affine>(G1Affine.Generator, expected), sum);
    }

    [Fact]
    public void Every_point_needs_a_scalar()
    {
        Assert.Throws<ArgumentException>(() => Pippenger<G1Jacobian, G1Affine, Fp>.MultiplyAndSum(new G1Affine[2], new Fr[1], 1));
    }

    private static void AssertEqualToTwin<TPoint, TAffine, TField>((TAffine Point, Fr Scalar)[] terms)
        where TPoint : struct, IGroupElement<TPoint, TAffine>
        where TAffine : struct
        where TField : struct, IFieldElement<TField>
    {
        var points = terms.Select(term => term.Point).ToArray();
        var scalars = terms.Select(term => term.Scalar).ToArray();
        var sum = Pippenger<TPoint, TAffine, TField>.MultiplyAndSum(points, scalars, workerCount: 2);
        Assert.Equal(Gens.SumOfMultiples<TPoint, TAffine>(points, scalars), sum);
    }
}
