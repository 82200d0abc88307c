using Amaters.Circuits.Fields.Vector;
using Amaters.Prover.Engines.Vector;

namespace Amaters.Prover.Engines;

/// <summary>The one place where an engine is chosen.</summary>
public static class ProverEngines
{
    /// <summary>The engine for this process: the fastest that its <see cref="Simd.Tier"/> allows.</summary>
    /// <param name="workerCount">How many pieces of work run at once; by default one for each processor.</param>
    /// <exception cref="PlatformNotSupportedException">The tier that was asked for by environment variable is not offered here.</exception>
    /// <exception cref="InvalidOperationException">The environment variable names no tier.</exception>
    public static IProverEngine Create(int? workerCount = null) => OfTier(Simd.Tier, workerCount);

    /// <summary>The engine of a given tier, which this processor must support.</summary>
    internal static IProverEngine OfTier(SimdTier tier, int? workerCount = null) => tier switch
    {
        SimdTier.Avx512 or SimdTier.Avx2 => new VectorEngine(tier, workerCount),
        _ => new PlainEngine(workerCount),
    };
}
