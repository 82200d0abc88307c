using Amaters.Circuits.Fields.Vector;

namespace Amaters.Verifier.Tests.Fields.Vector;

/// <summary>Runs a check that is generic in its lanes with those of a tier.</summary>
internal static class LaneTiers
{
    /// <summary>Runs the tier's check; skips the test, saying so, where the processor lacks it.</summary>
    public static void Run(SimdTier tier, Action avx512, Action avx2)
    {
        Assert.SkipUnless(Simd.IsSupported(tier), $"This processor does not support {tier}.");
        (tier == SimdTier.Avx512 ? avx512 : avx2)();
    }
}
