using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields;

namespace Amaters.Verifier.Fields;

public readonly partial struct Fp
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Fp operator +(in Fp a, in Fp b)
    {
        // 2p < 2³⁸², so the sum of two residues never leaves six limbs.
        ulong carry = 0;
        var t0 = Limbs.AddWithCarry(a._l0, b._l0, ref carry);
        var t1 = Limbs.AddWithCarry(a._l1, b._l1, ref carry);
        var t2 = Limbs.AddWithCarry(a._l2, b._l2, ref carry);
        var t3 = Limbs.AddWithCarry(a._l3, b._l3, ref carry);
        var t4 = Limbs.AddWithCarry(a._l4, b._l4, ref carry);
        var t5 = a._l5 + b._l5 + carry;
        return SubtractModulusOnce(t0, t1, t2, t3, t4, t5);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Fp operator -(in Fp a, in Fp b)
    {
        ulong borrow = 0;
        var t0 = Limbs.SubtractWithBorrow(a._l0, b._l0, ref borrow);
        var t1 = Limbs.SubtractWithBorrow(a._l1, b._l1, ref borrow);
        var t2 = Limbs.SubtractWithBorrow(a._l2, b._l2, ref borrow);
        var t3 = Limbs.SubtractWithBorrow(a._l3, b._l3, ref borrow);
        var t4 = Limbs.SubtractWithBorrow(a._l4, b._l4, ref borrow);
        var t5 = Limbs.SubtractWithBorrow(a._l5, b._l5, ref borrow);

        // Adds p back where the difference went below zero.
        var mask = 0UL - borrow;
        ulong carry = 0;
        t0 = Limbs.AddWithCarry(t0, P0 & mask, ref carry);
        t1 = Limbs.AddWithCarry(t1, P1 & mask, ref carry);
        t2 = Limbs.AddWithCarry(t2, P2 & mask, ref carry);
        t3 = Limbs.AddWithCarry(t3, P3 & mask, ref carry);
        t4 = Limbs.AddWithCarry(t4, P4 & mask, ref carry);
        t5 = t5 + (P5 & mask) + carry;
        return new Fp(t0, t1, t2, t3, t4, t5);
    }

    /// <inheritdoc/>
    public static Fp operator -(in Fp a) => Zero - a;

    /// <inheritdoc/>
    public Fp Double() => this + this;

    /// <summary>a/2.</summary>
    public Fp Half()
    {
        // An odd representative becomes even by adding p, which is odd; the sum stays below 2³⁸².
        var mask = 0UL - (_l0 & 1);
        ulong carry = 0;
        var t0 = Limbs.AddWithCarry(_l0, P0 & mask, ref carry);
        var t1 = Limbs.AddWithCarry(_l1, P1 & mask, ref carry);
        var t2 = Limbs.AddWithCarry(_l2, P2 & mask, ref carry);
        var t3 = Limbs.AddWithCarry(_l3, P3 & mask, ref carry);
        var t4 = Limbs.AddWithCarry(_l4, P4 & mask, ref carry);
        var t5 = _l5 + (P5 & mask) + carry;
        return new Fp((t0 >> 1) | (t1 << 63), (t1 >> 1) | (t2 << 63), (t2 >> 1) | (t3 << 63), (t3 >> 1) | (t4 << 63), (t4 >> 1) | (t5 << 63), t5 >> 1);
    }

    /// <summary>a + b without reduction, below 2p: only for a factor of a following multiplication, which accepts it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Fp AddUnreduced(in Fp a, in Fp b)
    {
        ulong carry = 0;
        var t0 = Limbs.AddWithCarry(a._l0, b._l0, ref carry);
        var t1 = Limbs.AddWithCarry(a._l1, b._l1, ref carry);
        var t2 = Limbs.AddWithCarry(a._l2, b._l2, ref carry);
        var t3 = Limbs.AddWithCarry(a._l3, b._l3, ref carry);
        var t4 = Limbs.AddWithCarry(a._l4, b._l4, ref carry);
        return new Fp(t0, t1, t2, t3, t4, a._l5 + b._l5 + carry);
    }

    /// <summary>2p − a for a up to 2p: only for a factor of a following multiplication, which accepts it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Fp NegateUnreduced(in Fp a)
    {
        ulong borrow = 0;
        var t0 = Limbs.SubtractWithBorrow(P0 << 1, a._l0, ref borrow);
        var t1 = Limbs.SubtractWithBorrow((P1 << 1) | (P0 >> 63), a._l1, ref borrow);
        var t2 = Limbs.SubtractWithBorrow((P2 << 1) | (P1 >> 63), a._l2, ref borrow);
        var t3 = Limbs.SubtractWithBorrow((P3 << 1) | (P2 >> 63), a._l3, ref borrow);
        var t4 = Limbs.SubtractWithBorrow((P4 << 1) | (P3 >> 63), a._l4, ref borrow);
        return new Fp(t0, t1, t2, t3, t4, ((P5 << 1) | (P4 >> 63)) - a._l5 - borrow);
    }

    /// <summary>The residue of a value below 2p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Fp SubtractModulusOnce(ulong t0, ulong t1, ulong t2, ulong t3, ulong t4, ulong t5)
    {
        ulong borrow = 0;
        var s0 = Limbs.SubtractWithBorrow(t0, P0, ref borrow);
        var s1 = Limbs.SubtractWithBorrow(t1, P1, ref borrow);
        var s2 = Limbs.SubtractWithBorrow(t2, P2, ref borrow);
        var s3 = Limbs.SubtractWithBorrow(t3, P3, ref borrow);
        var s4 = Limbs.SubtractWithBorrow(t4, P4, ref borrow);
        var s5 = Limbs.SubtractWithBorrow(t5, P5, ref borrow);

        // All ones where the value was below p already; a select costs less than a branch that nothing predicts.
        var keep = 0UL - borrow;
        return new Fp(
            Limbs.Select(keep, t0, s0),
            Limbs.Select(keep, t1, s1),
            Limbs.Select(keep, t2, s2),
            Limbs.Select(keep, t3, s3),
            Limbs.Select(keep, t4, s4),
            Limbs.Select(keep, t5, s5));
    }
}
