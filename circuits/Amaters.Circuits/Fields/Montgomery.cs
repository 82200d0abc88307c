using System.Runtime.CompilerServices;

namespace Amaters.Circuits.Fields;

/// <summary>Arithmetic modulo a prime below 2²⁵⁵ on canonical values x·R mod p, R = 2²⁵⁶. Every result is below p.</summary>
/// <remarks>
/// Multiplication interleaves product and reduction row by row (CIOS: Koç, Acar, Kaliski, "Analyzing and Comparing
/// Montgomery Multiplication Algorithms", 1996). Because the top bit of p is clear, the two carries of a row fit one
/// limb together and the fifth accumulator limb disappears. No operation branches on or indexes by its operands.
/// The modulus is a type argument, so the JIT compiles its limbs in as constants.
/// </remarks>
internal static class Montgomery<TModulus>
    where TModulus : struct, IPrimeModulus
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt256 Add(in UInt256 x, in UInt256 y)
    {
        // x + y < 2p < 2²⁵⁶: the sum itself never carries out.
        ulong carry = 0;
        ulong s0 = Limbs.AddWithCarry(x.Limb0, y.Limb0, ref carry);
        ulong s1 = Limbs.AddWithCarry(x.Limb1, y.Limb1, ref carry);
        ulong s2 = Limbs.AddWithCarry(x.Limb2, y.Limb2, ref carry);
        ulong s3 = unchecked(x.Limb3 + y.Limb3 + carry);
        return SubtractModulusOnce(s0, s1, s2, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt256 Subtract(in UInt256 x, in UInt256 y)
    {
        ulong borrow = 0;
        ulong d0 = Limbs.SubtractWithBorrow(x.Limb0, y.Limb0, ref borrow);
        ulong d1 = Limbs.SubtractWithBorrow(x.Limb1, y.Limb1, ref borrow);
        ulong d2 = Limbs.SubtractWithBorrow(x.Limb2, y.Limb2, ref borrow);
        ulong d3 = Limbs.SubtractWithBorrow(x.Limb3, y.Limb3, ref borrow);

        ulong mask = unchecked(0 - borrow);
        ulong carry = 0;
        d0 = Limbs.AddWithCarry(d0, TModulus.P0 & mask, ref carry);
        d1 = Limbs.AddWithCarry(d1, TModulus.P1 & mask, ref carry);
        d2 = Limbs.AddWithCarry(d2, TModulus.P2 & mask, ref carry);
        d3 = unchecked(d3 + (TModulus.P3 & mask) + carry);
        return new UInt256(d0, d1, d2, d3);
    }

    /// <summary>x·y·R⁻¹ mod p. x must be canonical; y may be any 256-bit value.</summary>
    public static UInt256 Multiply(in UInt256 x, in UInt256 y)
    {
        ulong t0 = 0, t1 = 0, t2 = 0, t3 = 0;
        MultiplyRow(x, y.Limb0, ref t0, ref t1, ref t2, ref t3);
        MultiplyRow(x, y.Limb1, ref t0, ref t1, ref t2, ref t3);
        MultiplyRow(x, y.Limb2, ref t0, ref t1, ref t2, ref t3);
        MultiplyRow(x, y.Limb3, ref t0, ref t1, ref t2, ref t3);
        return SubtractModulusOnce(t0, t1, t2, t3);
    }

    /// <summary>x·R mod p of any 256-bit x.</summary>
    public static UInt256 Enter(in UInt256 x) => Multiply(TModulus.RSquared, x);

    /// <summary>x·R⁻¹ mod p: the standard form of a Montgomery value.</summary>
    public static UInt256 Leave(in UInt256 x) => Multiply(x, new UInt256(1, 0, 0, 0));

    /// <summary>True when <paramref name="x"/> is below p.</summary>
    public static bool IsCanonical(in UInt256 x)
    {
        ulong borrow = 0;
        _ = Limbs.SubtractWithBorrow(x.Limb0, TModulus.P0, ref borrow);
        _ = Limbs.SubtractWithBorrow(x.Limb1, TModulus.P1, ref borrow);
        _ = Limbs.SubtractWithBorrow(x.Limb2, TModulus.P2, ref borrow);
        _ = Limbs.SubtractWithBorrow(x.Limb3, TModulus.P3, ref borrow);
        return borrow != 0;
    }

    /// <summary>(high·2²⁵⁶ + low)·R mod p: reduces 512 bits, so that uniform bytes give a value within 2⁻²⁵⁶ of uniform.</summary>
    public static UInt256 EnterWide(in UInt256 low, in UInt256 high) => Add(Enter(low), Enter(Enter(high)));

    /// <summary>xᵉ by 4-bit windows. Takes the same steps for every base; the exponent is public.</summary>
    public static UInt256 Power(in UInt256 x, ReadOnlySpan<ulong> exponent)
    {
        Span<UInt256> powers = stackalloc UInt256[16];
        powers[0] = TModulus.One;
        for (int i = 1; i < powers.Length; i++)
            powers[i] = Multiply(powers[i - 1], x);

        UInt256 result = powers[0];
        for (int i = (exponent.Length * 16) - 1; i >= 0; i--)
        {
            result = Multiply(result, result);
            result = Multiply(result, result);
            result = Multiply(result, result);
            result = Multiply(result, result);
            result = Multiply(result, powers[(int)(exponent[i >> 4] >> ((i & 15) * 4)) & 15]);
        }

        return result;
    }

    // t ← (t + x·y + m·p) / 2⁶⁴ with m chosen so that the division is exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyRow(in UInt256 x, ulong y, ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3)
    {
        unchecked
        {
            ulong productCarry = 0;
            ulong low = Limbs.MultiplyAdd(x.Limb0, y, t0, ref productCarry);
            ulong m = low * TModulus.NegativeInverse;

            // low + m·p₀ ≡ 0 mod 2⁶⁴, so it carries exactly when low is not 0.
            ulong reductionCarry = Limbs.MultiplyHigh(m, TModulus.P0) + (low != 0 ? 1UL : 0UL);
            t0 = Limbs.MultiplyAdd(m, TModulus.P1, Limbs.MultiplyAdd(x.Limb1, y, t1, ref productCarry), ref reductionCarry);
            t1 = Limbs.MultiplyAdd(m, TModulus.P2, Limbs.MultiplyAdd(x.Limb2, y, t2, ref productCarry), ref reductionCarry);
            t2 = Limbs.MultiplyAdd(m, TModulus.P3, Limbs.MultiplyAdd(x.Limb3, y, t3, ref productCarry), ref reductionCarry);
            t3 = productCarry + reductionCarry;
        }
    }

    // For values below 2p.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static UInt256 SubtractModulusOnce(ulong t0, ulong t1, ulong t2, ulong t3)
    {
        ulong borrow = 0;
        ulong d0 = Limbs.SubtractWithBorrow(t0, TModulus.P0, ref borrow);
        ulong d1 = Limbs.SubtractWithBorrow(t1, TModulus.P1, ref borrow);
        ulong d2 = Limbs.SubtractWithBorrow(t2, TModulus.P2, ref borrow);
        ulong d3 = Limbs.SubtractWithBorrow(t3, TModulus.P3, ref borrow);
        ulong keep = unchecked(0 - borrow);
        return new UInt256(
            Limbs.Select(keep, t0, d0), Limbs.Select(keep, t1, d1), Limbs.Select(keep, t2, d2), Limbs.Select(keep, t3, d3));
    }
}
