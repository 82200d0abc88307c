using Amaters.Circuits.Fields;
using Amaters.Prover.Domains;

namespace Amaters.Prover.Tests.Domains;

public sealed class NumberTheoreticTransformTests
{
    public static TheoryData<int, int> SizesAndWorkers { get; } = [.. from log2Size in Enumerable.Range(0, 8) from workers in new[] { 1, 3 } select (log2Size, workers)];

    [Theory]
    [MemberData(nameof(SizesAndWorkers))]
    public void A_transform_equals_the_defining_sum(int log2Size, int workers)
    {
        var domain = EvaluationDomain.OfLog2Size(log2Size);
        var transform = new NumberTheoreticTransform(domain, workers);
        Gens.UniformFr.Array[domain.Size].Sample(coefficients =>
        {
            var evaluations = Polynomial.EvaluateEverywhere(coefficients, domain.Generator, Fr.One);
            var values = coefficients.ToArray();
            transform.Forward(values);
            Assert.Equal(evaluations, values);
            transform.Inverse(values);
            Assert.Equal(coefficients, values);
        }, iter: 5);
    }

    [Theory]
    [MemberData(nameof(SizesAndWorkers))]
    public void Moving_to_the_odd_coset_equals_evaluation_there(int log2Size, int workers)
    {
        var domain = EvaluationDomain.OfLog2Size(log2Size);
        var transform = new NumberTheoreticTransform(domain, workers);
        Gens.UniformFr.Array[domain.Size].Sample(coefficients =>
        {
            var values = Polynomial.EvaluateEverywhere(coefficients, domain.Generator, Fr.One);
            transform.MoveToOddCoset(values);
            Assert.Equal(Polynomial.EvaluateEverywhere(coefficients, domain.Generator, domain.CosetGenerator), values);
        }, iter: 5);
    }

    // Above 2^11 elements layers are shared between workers and blocks are cut to the cache.
    [Theory]
    [InlineData(13, 1)]
    [InlineData(13, 2)]
    [InlineData(14, 5)]
    public void A_large_transform_agrees_with_the_sum_at_some_places_and_inverts(int log2Size, int workers)
    {
        var domain = EvaluationDomain.OfLog2Size(log2Size);
        var transform = new NumberTheoreticTransform(domain, workers);
        var coefficients = Enumerable.Range(1, domain.Size).Select(i => Fr.FromUInt64((ulong)i).Pow(77)).ToArray();
        var values = coefficients.ToArray();
        transform.Forward(values);
        foreach (var i in new[] { 0, 1, 2, 1000, domain.Size / 2, domain.Size - 1 })
            Assert.Equal(Polynomial.Evaluate(coefficients, domain.Generator.Pow((ulong)i)), values[i]);
        var onCoset = values.ToArray();
        transform.MoveToOddCoset(onCoset);
        foreach (var i in new[] { 0, 1, 1000, domain.Size - 1 })
            Assert.Equal(Polynomial.Evaluate(coefficients, domain.CosetGenerator * domain.Generator.Pow((ulong)i)), onCoset[i]);
        transform.Inverse(values);
        Assert.Equal(coefficients, values);
    }

    [Fact]
    public void A_buffer_of_another_size_is_refused()
    {
        var transform = new NumberTheoreticTransform(EvaluationDomain.OfLog2Size(3), 1);
        Assert.Throws<ArgumentException>(() => transform.Forward(new Fr[7]));
    }
}
