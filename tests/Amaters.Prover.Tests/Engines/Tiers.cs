using Amaters.Circuits.Fields.Vector;
using Amaters.Prover.Engines;

namespace Amaters.Prover.Tests.Engines;

/// <summary>Engines by tier, for tests that all of them must pass.</summary>
internal static class Tiers
{
    /// <summary>The engine of a tier; skips the test, saying so, where the processor lacks it.</summary>
    public static IProverEngine Engine(SimdTier tier, int workers)
    {
        Assert.SkipUnless(Simd.IsSupported(tier), $"This processor does not support {tier}.");
        return ProverEngines.OfTier(tier, workers);
    }
}
