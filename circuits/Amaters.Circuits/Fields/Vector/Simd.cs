using System.Runtime.Intrinsics.X86;

namespace Amaters.Circuits.Fields.Vector;

/// <summary>The tier of this process, chosen once: the best that the processor has, or what <see cref="Variable"/> asks for.</summary>
public static class Simd
{
    /// <summary>Environment variable that forces a tier: <c>avx512</c>, <c>avx2</c> or <c>plain</c>.</summary>
    public const string Variable = "AMATERS_SIMD";

    private static readonly Lazy<SimdTier> Chosen = new(() => Choose(Environment.GetEnvironmentVariable(Variable)));

    /// <summary>The tier in use.</summary>
    /// <exception cref="PlatformNotSupportedException"><see cref="Variable"/> asks for what this processor lacks.</exception>
    /// <exception cref="InvalidOperationException"><see cref="Variable"/> names no tier.</exception>
    public static SimdTier Tier => Chosen.Value;

    /// <summary>Whether this processor can run a tier.</summary>
    public static bool IsSupported(SimdTier tier) => tier switch
    {
        SimdTier.Plain => true,
        SimdTier.Avx2 => Avx2.IsSupported && Fma.IsSupported,
        SimdTier.Avx512 => Avx512F.IsSupported && Avx512DQ.IsSupported,
        _ => false,
    };

    /// <summary>The tier that a value of <see cref="Variable"/> selects; null or empty selects the best supported one.</summary>
    internal static SimdTier Choose(string? wish)
    {
        if (string.IsNullOrEmpty(wish))
            return IsSupported(SimdTier.Avx512) ? SimdTier.Avx512 : IsSupported(SimdTier.Avx2) ? SimdTier.Avx2 : SimdTier.Plain;
        SimdTier tier = wish switch
        {
            "avx512" => SimdTier.Avx512,
            "avx2" => SimdTier.Avx2,
            "plain" => SimdTier.Plain,
            _ => throw new InvalidOperationException($"{Variable}={wish} names no tier: use avx512, avx2 or plain."),
        };
        return IsSupported(tier) ? tier : throw new PlatformNotSupportedException($"{Variable}={wish}, but this processor or runtime does not offer it.");
    }
}
