using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields;

namespace Amaters.Verifier.Fields;

/// <content>
/// Montgomery multiplication a·b·R⁻¹ mod p, interleaved by rows (CIOS; Koç, Acar, Kaliski, IEEE Micro 1996) without an overflow
/// limb: p leaves three bits free in its top limb, so the running value of a row stays below 2³⁸⁴ (the "no-carry" form).
/// Factors may be as large as 2p: then a·b/R + p &lt; 2p, and one subtraction makes the result canonical.
/// </content>
public readonly partial struct Fp
{
    /// <summary>−p⁻¹ mod 2⁶⁴.</summary>
    private const ulong NegativeInverse = 0x89f3fffcfffcfffd;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Fp operator *(in Fp a, in Fp b)
    {
        ulong b0 = b._l0, b1 = b._l1, b2 = b._l2, b3 = b._l3, b4 = b._l4, b5 = b._l5;
        ulong t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0, t5 = 0;

        AddProduct(a._l0, b0, b1, b2, b3, b4, b5, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, out var t6);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, t6);
        AddProduct(a._l1, b0, b1, b2, b3, b4, b5, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, out t6);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, t6);
        AddProduct(a._l2, b0, b1, b2, b3, b4, b5, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, out t6);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, t6);
        AddProduct(a._l3, b0, b1, b2, b3, b4, b5, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, out t6);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, t6);
        AddProduct(a._l4, b0, b1, b2, b3, b4, b5, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, out t6);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, t6);
        AddProduct(a._l5, b0, b1, b2, b3, b4, b5, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, out t6);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, t6);

        return SubtractModulusOnce(t0, t1, t2, t3, t4, t5);
    }

    /// <summary>a·b + c·d with one reduction for both products (Longa, eprint 2022/367): the coefficients of an Fp2 product.</summary>
    /// <remarks>With all four factors up to 2p a row stays below 5p + 1 &lt; 2³⁸⁴, and the result below 8p²/R + p &lt; 2p.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static Fp SumOfProducts(in Fp a, in Fp b, in Fp c, in Fp d)
    {
        ulong t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0, t5 = 0;

        AddProduct(a._l0, b, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, out var u6);
        AddProduct(c._l0, d, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, out var v6);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, u6 + v6);
        AddProduct(a._l1, b, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, out u6);
        AddProduct(c._l1, d, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, out v6);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, u6 + v6);
        AddProduct(a._l2, b, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, out u6);
        AddProduct(c._l2, d, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, out v6);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, u6 + v6);
        AddProduct(a._l3, b, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, out u6);
        AddProduct(c._l3, d, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, out v6);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, u6 + v6);
        AddProduct(a._l4, b, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, out u6);
        AddProduct(c._l4, d, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, out v6);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, u6 + v6);
        AddProduct(a._l5, b, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, out u6);
        AddProduct(c._l5, d, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, out v6);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, u6 + v6);

        return SubtractModulusOnce(t0, t1, t2, t3, t4, t5);
    }

    /// <inheritdoc/>
    public Fp Square() => this * this;

    /// <summary>t ← t + aᵢ·b, with the overflow limb in <paramref name="t6"/>.</summary>
    /// <remarks>The limbs of b as values stay in registers, which is fastest as long as there is one such factor.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(
        ulong ai, ulong b0, ulong b1, ulong b2, ulong b3, ulong b4, ulong b5,
        ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3, ref ulong t4, ref ulong t5, out ulong t6)
    {
        ulong carry = 0;
        t0 = Limbs.MultiplyAdd(ai, b0, t0, ref carry);
        t1 = Limbs.MultiplyAdd(ai, b1, t1, ref carry);
        t2 = Limbs.MultiplyAdd(ai, b2, t2, ref carry);
        t3 = Limbs.MultiplyAdd(ai, b3, t3, ref carry);
        t4 = Limbs.MultiplyAdd(ai, b4, t4, ref carry);
        t5 = Limbs.MultiplyAdd(ai, b5, t5, ref carry);
        t6 = carry;
    }

    /// <summary>The same with b read from memory: two factors of six limbs do not fit into the registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(
        ulong ai, in Fp b,
        ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3, ref ulong t4, ref ulong t5, out ulong t6)
    {
        ulong carry = 0;
        t0 = Limbs.MultiplyAdd(ai, b._l0, t0, ref carry);
        t1 = Limbs.MultiplyAdd(ai, b._l1, t1, ref carry);
        t2 = Limbs.MultiplyAdd(ai, b._l2, t2, ref carry);
        t3 = Limbs.MultiplyAdd(ai, b._l3, t3, ref carry);
        t4 = Limbs.MultiplyAdd(ai, b._l4, t4, ref carry);
        t5 = Limbs.MultiplyAdd(ai, b._l5, t5, ref carry);
        t6 = carry;
    }

    /// <summary>t ← (t + q·p)/2⁶⁴ with the q that makes the lowest limb vanish.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReduceRow(ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3, ref ulong t4, ref ulong t5, ulong t6)
    {
        var q = t0 * NegativeInverse;
        // The low half of q·p₀ is −t₀ by choice of q, so it carries exactly when t₀ ≠ 0.
        var carry = Limbs.MultiplyHigh(q, P0) + (t0 != 0 ? 1UL : 0UL);
        t0 = Limbs.MultiplyAdd(q, P1, t1, ref carry);
        t1 = Limbs.MultiplyAdd(q, P2, t2, ref carry);
        t2 = Limbs.MultiplyAdd(q, P3, t3, ref carry);
        t3 = Limbs.MultiplyAdd(q, P4, t4, ref carry);
        t4 = Limbs.MultiplyAdd(q, P5, t5, ref carry);
        t5 = t6 + carry;
    }
}
