namespace Amaters.Prover.Engines.Vector;

/// <summary>What a range of buckets B₁ … Bₙ comes to.</summary>
/// <param name="Weighted">Σ j·Bⱼ.</param>
/// <param name="Total">Σ Bⱼ.</param>
internal readonly record struct WeightedSum<TJacobian>(TJacobian Weighted, TJacobian Total)
    where TJacobian : struct;
