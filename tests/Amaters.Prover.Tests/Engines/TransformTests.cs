using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Prover.Domains;
using Amaters.Prover.Engines;

namespace Amaters.Prover.Tests.Engines;

/// <summary>Every engine's transforms against the plain engine, and against the definition where that is quick.</summary>
public sealed class TransformTests
{
    [Theory]
    [CombinatorialTiers]
    public void A_transform_evaluates_the_polynomial(SimdTier tier, int workers)
    {
        using var engine = Tiers.Engine(tier, workers);
        var domain = EvaluationDomain.OfLog2Size(8);
        var coefficients = Extreme(domain.Size, 3);
        var values = (Fr[])coefficients.Clone();
        engine.Transform(domain, values);
        for (var i = 0; i < domain.Size; i += 37)
        {
            var point = domain.Generator.Pow((ulong)i);
            var expected = coefficients.Reverse().Aggregate(Fr.Zero, (sum, coefficient) => (sum * point) + coefficient);
            Assert.Equal(expected, values[i]);
        }
    }

    [Theory]
    [CombinatorialTiers]
    public void Transforms_of_all_sizes_equal_those_of_the_plain_engine(SimdTier tier, int workers)
    {
        using var engine = Tiers.Engine(tier, workers);
        using var plain = new PlainEngine(1);
        for (var log2Size = 0; log2Size <= 13; log2Size++)
        {
            var domain = EvaluationDomain.OfLog2Size(log2Size);
            for (var kind = 0; kind < 4; kind++)
            {
                Fr[] input = Extreme(domain.Size, kind), expected = (Fr[])input.Clone(), actual = (Fr[])input.Clone();
                plain.Transform(domain, expected);
                engine.Transform(domain, actual);
                Assert.Equal(expected, actual);
                engine.InverseTransform(domain, actual);
                Assert.Equal(input, actual);
            }
        }
    }

    [Theory]
    [CombinatorialTiers]
    public void Quotients_equal_those_of_the_plain_engine(SimdTier tier, int workers)
    {
        using var engine = Tiers.Engine(tier, workers);
        using var plain = new PlainEngine(1);
        foreach (var log2Size in (int[])[3, 7, 8, 9, 12])
        {
            var domain = EvaluationDomain.OfLog2Size(log2Size);
            Fr[] a = Extreme(domain.Size, 0), b = Extreme(domain.Size, 3), c = Extreme(domain.Size, 2);
            Fr[] expected = (Fr[])a.Clone(), actual = (Fr[])a.Clone();
            plain.QuotientOnOddCoset(domain, expected, (Fr[])b.Clone(), (Fr[])c.Clone());
            engine.QuotientOnOddCoset(domain, actual, b, c);
            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [CombinatorialTiers]
    public void As_many_values_as_elements_of_the_domain_are_demanded(SimdTier tier, int workers)
    {
        using var engine = Tiers.Engine(tier, workers);
        var domain = EvaluationDomain.OfLog2Size(8);
        Assert.Throws<ArgumentException>(() => engine.Transform(domain, new Fr[255]));
        Assert.Throws<ArgumentException>(() => engine.InverseTransform(domain, new Fr[257]));
        Assert.Throws<ArgumentException>(() => engine.QuotientOnOddCoset(domain, new Fr[256], new Fr[255], new Fr[256]));
    }

    // Values that drive lazy sums to their bounds (all r − 1; alternating signs) beside uniform and sparse ones.
    private static Fr[] Extreme(int count, int kind) => [.. Enumerable.Range(0, count).Select(i => kind switch
    {
        0 => -Fr.One,
        1 => i % 2 == 0 ? -Fr.One : Fr.One,
        2 => i == count - 1 ? Fr.One : Fr.Zero,
        _ => Fr.FromUInt64((ulong)i + 2).Pow(123457),
    })];
}
