using Amaters.Verifier.Curve;

namespace Amaters.Prover.Engines.Vector;

/// <summary>
/// Splits a scalar exactly: k ≡ k₁ + k₂·z² (mod r) with |k₁|, |k₂| ≤ z²/2 + 1 &lt; 2^126.5, where z is the magnitude of the curve seed.
/// Both groups have a cheap map P ↦ z²·P, so one multiplication by 255 bits becomes two by 127.
/// </summary>
/// <remarks>
/// <para>r = z⁴ − z² + 1, so (1, z² − 1) is a relation: 1 + (z² − 1)·z² = r. The quotient and remainder of k by z² are a split into
/// non-negative halves; subtracting z² from a half above z²/2, together with its relation, centres both.</para>
/// <para>A small scalar k splits into (k, 0), and r − k into (−k, 0): 0, 1 and short values keep almost all digits zero.
/// The method is that of Gallant, Lambert and Vanstone (CRYPTO 2001), with rounding replaced by an exact division.</para>
/// <para>Timing: the correction loops depend on the scalar by a few cycles.</para>
/// </remarks>
internal static class ScalarSplit
{
    /// <summary>z².</summary>
    internal static readonly UInt128 SeedSquared = (UInt128)CurveSeed.Magnitude * CurveSeed.Magnitude;

    private static readonly UInt128 Half = SeedSquared >> 1;
    private static readonly ulong SeedSquaredHigh = (ulong)(SeedSquared >> 64);
    private static readonly ulong SeedSquaredLow = (ulong)SeedSquared;

    /// <summary>⌊2²⁵⁵ / z²⌋, which estimates quotients.</summary>
    private static readonly UInt128 Reciprocal = (UInt128)((System.Numerics.BigInteger.One << 255) / SeedSquared);

    private static readonly ulong ReciprocalHigh = (ulong)(Reciprocal >> 64);
    private static readonly ulong ReciprocalLow = (ulong)Reciprocal;

    /// <summary>Splits the scalar given by its four limbs in standard form, below r.</summary>
    public static void Split(ulong k0, ulong k1, ulong k2, ulong k3, out Int128 first, out Int128 second)
    {
        // quotient = ⌊⌊k / 2¹²⁷⌋ · ⌊2²⁵⁵ / z²⌋ / 2¹²⁸⌋, at most three below the true one: each floor loses less than 1.
        ulong high = (k3 << 1) | (k2 >> 63), low = (k2 << 1) | (k1 >> 63);
        var middle = Math.BigMul(high, ReciprocalLow, out var middleLow);
        var cross = Math.BigMul(low, ReciprocalHigh, out var crossLow);
        var bottom = Math.BigMul(low, ReciprocalLow, out _);
        var carries = (UInt128)middleLow + crossLow + bottom;
        var quotient = (UInt128)high * ReciprocalHigh + middle + cross + (ulong)(carries >> 64);

        // remainder = k − quotient·z² is below 4z² < 2¹³⁰: three limbs.
        ulong q0 = (ulong)quotient, q1 = (ulong)(quotient >> 64);
        var p1 = Math.BigMul(q0, SeedSquaredLow, out var p0);
        var p2 = Math.BigMul(q0, SeedSquaredHigh, out var t1);
        var p3 = Math.BigMul(q1, SeedSquaredLow, out var t2);
        var sum = (UInt128)p1 + t1 + t2;
        p1 = (ulong)sum;
        p2 = unchecked(p2 + p3 + (ulong)(sum >> 64) + (q1 * SeedSquaredHigh));
        var productLow = new UInt128(p1, p0);
        var scalarLow = new UInt128(k1, k0);
        var remainder = unchecked(scalarLow - productLow);
        var top = unchecked(k2 - p2 - (scalarLow < productLow ? 1UL : 0UL));
        while (top != 0 || remainder >= SeedSquared)
        {
            top -= remainder < SeedSquared ? 1UL : 0UL;
            remainder = unchecked(remainder - SeedSquared);
            quotient++;
        }

        // z² itself exceeds a signed 128-bit integer; the centred halves do not.
        first = unchecked((Int128)remainder);
        if (remainder > Half)
        {
            first = -(Int128)(SeedSquared - remainder);
            quotient++;
        }

        second = unchecked((Int128)quotient);
        if (quotient > Half)
        {
            first--;
            second = -(Int128)(SeedSquared - 1 - quotient);
        }
    }
}
