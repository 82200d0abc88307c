namespace Amaters.Prover.Engines;

/// <summary>Scalars k₀ … kₙ₋₁ in the form in which an engine's sums read them, made once and shared by several sums over different points.</summary>
/// <remarks>Made by <see cref="IProverEngine.PrepareScalars"/>; only for bases of the same engine. Disposing overwrites what tells of the scalars.</remarks>
public interface IPreparedScalars : IDisposable
{
    /// <summary>n, the number of scalars.</summary>
    int Count { get; }
}
