using Amaters.Circuits.Fields;

namespace Amaters.Prover.Engines;

/// <summary>Points P₀ … Pₙ₋₁ in the form in which an engine multiplies them fastest, made once for a key and used for every proof.</summary>
/// <typeparam name="TPoint">The Jacobian point type of the group.</typeparam>
public interface IPreparedBases<TPoint> : IDisposable
    where TPoint : struct
{
    /// <summary>n, the number of points.</summary>
    int Count { get; }

    /// <summary>Σ kᵢ·Pᵢ.</summary>
    /// <param name="scalars">k₀ … kₙ₋₁, one for each point, prepared by the same engine.</param>
    /// <exception cref="ArgumentException">The number of scalars is not <see cref="Count"/>, or another kind of engine prepared them.</exception>
    TPoint MultiplyAndSum(IPreparedScalars scalars);

    /// <summary>Σ kᵢ·Pᵢ, for scalars that are used once.</summary>
    /// <param name="scalars">k₀ … kₙ₋₁, one for each point.</param>
    /// <exception cref="ArgumentException">The number of scalars is not <see cref="Count"/>.</exception>
    TPoint MultiplyAndSum(ReadOnlyMemory<Fr> scalars);
}
