using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Prover.Engines;
using Amaters.Testing;
using Amaters.Verifier.Curve;

namespace Amaters.Prover.Tests.Engines;

/// <summary>Every engine against single multiplications, with the inputs that break hasty addition formulas.</summary>
public sealed class MultiScalarMultiplicationTests
{
    [Theory]
    [CombinatorialTiers]
    public void A_sum_equals_the_sum_term_by_term(SimdTier tier, int workers)
    {
        using var engine = Tiers.Engine(tier, workers);
        Gen.Select(Gens.G1, Gens.Scalar).Array[0, 60].Sample(terms => AssertEqualToTwin(engine.PrepareG1, terms), iter: 10, threads: 1);
        Gen.Select(Gens.G2, Gens.Scalar).Array[0, 40].Sample(terms => AssertEqualToTwin(engine.PrepareG2, terms), iter: 5, threads: 1);
    }

    // Pᵢ = mᵢ·G with known mᵢ, so the sum is (Σ mᵢ·kᵢ)·G: thousands of points against one multiplication.
    [Theory]
    [CombinatorialTiers]
    public void Equal_points_with_equal_scalars_sum_up(SimdTier tier, int workers) =>
        Check(tier, workers, 1200, i => 1, i => Gens.MinusOne);

    [Theory]
    [CombinatorialTiers]
    public void Equal_points_with_many_scalars_sum_up(SimdTier tier, int workers) =>
        Check(tier, workers, 1200, i => 7, i => Power(i));

    [Theory]
    [CombinatorialTiers]
    public void Opposite_points_cancel(SimdTier tier, int workers) =>
        Check(tier, workers, 1201, i => i % 2 == 0 ? 5 : -5, i => Fr.FromUInt64(12345));

    [Theory]
    [CombinatorialTiers]
    public void Sums_that_vanish_in_the_middle_of_a_bucket_are_left_out(SimdTier tier, int workers) =>
        Check(tier, workers, 1200, i => (i % 8) switch { 0 or 3 => 9, 1 or 2 => -9, 4 => 2, _ => i }, i => Fr.FromUInt64((ulong)(i / 200) + 1));

    [Theory]
    [CombinatorialTiers]
    public void Points_in_arithmetic_progression_meet_their_own_sums(SimdTier tier, int workers) =>
        Check(tier, workers, 1500, i => i, i => Power(i % 50));

    [Theory]
    [CombinatorialTiers]
    public void Infinite_points_and_zero_scalars_add_nothing(SimdTier tier, int workers) =>
        Check(tier, workers, 900, i => i % 3 == 0 ? 0 : i, i => i % 5 == 0 ? Fr.Zero : Power(i));

    [Theory]
    [CombinatorialTiers]
    public void Only_infinite_points_or_only_zero_scalars_give_infinity(SimdTier tier, int workers)
    {
        Check(tier, workers, 100, i => 0, Power);
        Check(tier, workers, 100, i => i + 1, i => Fr.Zero);
    }

    [Theory]
    [CombinatorialTiers]
    public void Bits_and_small_scalars_of_either_sign_sum_up(SimdTier tier, int workers) =>
        Check(tier, workers, 1500, i => i + 3, i => i % 3 == 0 ? Fr.FromInt64((i % 1000) - 500) : Fr.FromUInt64((ulong)i & 1));

    [Theory]
    [CombinatorialTiers]
    public void Buckets_larger_than_a_piece_of_work_are_joined(SimdTier tier, int workers) =>
        Check(tier, workers, 20_000, i => i + 1, i => i < 18_000 ? Fr.One : Power(i % 100), g1Only: true);

    [Theory]
    [CombinatorialTiers]
    [Trait(Tier.Name, Tier.Full)]
    public void A_long_sum_equals_one_multiplication(SimdTier tier, int workers) =>
        Check(tier, workers, 1 << 15, i => (i * 7) + 1, Power);

    [Theory]
    [CombinatorialTiers]
    public void Prepared_points_serve_many_multiplications_at_once(SimdTier tier, int workers)
    {
        using var engine = Tiers.Engine(tier, workers);
        var points = Multiples<G1Jacobian, G1Affine>(G1Affine.Generator, 500, i => i + 1);
        using var bases = engine.PrepareG1(points);
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4 }, round =>
        {
            var scalars = Enumerable.Range(0, 500).Select(i => Power(i + round)).ToArray();
            var expected = scalars.Select((scalar, i) => scalar * Fr.FromUInt64((ulong)i + 1)).Aggregate((x, y) => x + y);
            Assert.Equal(Gens.Multiple<G1Jacobian, G1Affine>(G1Affine.Generator, expected), bases.MultiplyAndSum(scalars));
        });
    }

    [Theory]
    [CombinatorialTiers]
    public void As_many_scalars_as_points_are_demanded(SimdTier tier, int workers)
    {
        using var engine = Tiers.Engine(tier, workers);
        using var bases = engine.PrepareG1(new[] { G1Affine.Generator });
        using var scalars = engine.PrepareScalars(new Fr[2]);
        Assert.Throws<ArgumentException>(() => bases.MultiplyAndSum(new Fr[2]));
        Assert.Throws<ArgumentException>(() => bases.MultiplyAndSum(scalars));
    }

    [Theory]
    [CombinatorialTiers]
    public void Prepared_scalars_serve_sums_over_different_points_in_both_groups(SimdTier tier, int workers)
    {
        const int Count = 600;
        using var engine = Tiers.Engine(tier, workers);
        var values = Enumerable.Range(0, Count).Select(Power).ToArray();
        using var scalars = engine.PrepareScalars(values);
        foreach (var infinitePeriod in (int[])[2, 5, 1000])
        {
            int Multiple(int i) => i % infinitePeriod == 1 ? 0 : i + 1;
            var expected = values.Select((value, i) => value * Fr.FromInt64(Multiple(i))).Aggregate((x, y) => x + y);
            using var first = engine.PrepareG1(Multiples<G1Jacobian, G1Affine>(G1Affine.Generator, Count, Multiple));
            using var second = engine.PrepareG2(Multiples<G2Jacobian, G2Affine>(G2Affine.Generator, Count, Multiple));
            Assert.Equal(Gens.Multiple<G1Jacobian, G1Affine>(G1Affine.Generator, expected), first.MultiplyAndSum(scalars));
            Assert.Equal(Gens.Multiple<G2Jacobian, G2Affine>(G2Affine.Generator, expected), second.MultiplyAndSum(scalars));
        }
    }

    [Theory]
    [CombinatorialTiers]
    public void Scalars_of_another_kind_of_engine_are_refused(SimdTier tier, int workers)
    {
        using var engine = Tiers.Engine(tier, workers);
        using IProverEngine other = tier == SimdTier.Plain ? Tiers.Engine(SimdTier.Avx2, workers) : new PlainEngine(workers);
        using var bases = engine.PrepareG1(new[] { G1Affine.Generator });
        using var scalars = other.PrepareScalars(new Fr[1]);
        Assert.Throws<ArgumentException>(() => bases.MultiplyAndSum(scalars));
    }

    private static void Check(SimdTier tier, int workers, int count, Func<int, int> multiple, Func<int, Fr> scalar, bool g1Only = false)
    {
        using var engine = Tiers.Engine(tier, workers);
        var scalars = Enumerable.Range(0, count).Select(scalar).ToArray();
        var expected = Fr.Zero;
        for (var i = 0; i < count; i++)
            expected += scalars[i] * Fr.FromInt64(multiple(i));
        using (var bases = engine.PrepareG1(Multiples<G1Jacobian, G1Affine>(G1Affine.Generator, count, multiple)))
            Assert.Equal(Gens.Multiple<G1Jacobian, G1Affine>(G1Affine.Generator, expected), bases.MultiplyAndSum(scalars));
        if (g1Only || workers == 1)
            return;
        using (var bases = engine.PrepareG2(Multiples<G2Jacobian, G2Affine>(G2Affine.Generator, count, multiple)))
            Assert.Equal(Gens.Multiple<G2Jacobian, G2Affine>(G2Affine.Generator, expected), bases.MultiplyAndSum(scalars));
    }

    private static Fr Power(int i) => Fr.FromUInt64((ulong)i + 2).Pow(1001);

    private static TAffine[] Multiples<TJacobian, TAffine>(TAffine generator, int count, Func<int, int> multiple)
        where TJacobian : struct, IGroupElement<TJacobian, TAffine>
        where TAffine : struct
    {
        var wanted = Enumerable.Range(0, count).Select(multiple).ToArray();
        var table = new TJacobian[wanted.Max(Math.Abs) + 1];
        for (var i = 1; i < table.Length; i++)
            table[i] = table[i - 1] + generator;
        var points = wanted.Select(m => m < 0 ? -table[-m] : table[m]).ToArray();
        var affine = new TAffine[count];
        TJacobian.ToAffine(points, affine);
        return affine;
    }

    private static void AssertEqualToTwin<TJacobian, TAffine>(Func<ReadOnlyMemory<TAffine>, IPreparedBases<TJacobian>> prepare, (TAffine Point, Fr Scalar)[] terms)
        where TJacobian : struct, IGroupElement<TJacobian, TAffine>
        where TAffine : struct
    {
        TAffine[] points = [.. terms.Select(term => term.Point)];
        Fr[] scalars = [.. terms.Select(term => term.Scalar)];
        using var bases = prepare(points);
        Assert.Equal(Gens.SumOfMultiples<TJacobian, TAffine>(points, scalars), bases.MultiplyAndSum(scalars));
    }
}
