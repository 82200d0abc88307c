using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Amaters.Circuits.Fields;

/// <summary>Arithmetic on 64-bit limbs with explicit carries: the bottom of every field of this project.</summary>
/// <remarks>
/// All methods wrap on purpose. The high half of a product comes from <c>mulx</c> where the processor has it, because
/// <see cref="Math.BigMul(ulong, ulong, out ulong)"/> passes its low half through memory and takes twice as long.
/// </remarks>
public static class Limbs
{
    /// <summary>⌊x·y / 2⁶⁴⌋.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MultiplyHigh(ulong x, ulong y) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(x, y) : Math.BigMul(x, y, out _);

    /// <summary>Low limb of x·y + addend + carry; the high limb replaces <paramref name="carry"/>. The sum cannot overflow two limbs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MultiplyAdd(ulong x, ulong y, ulong addend, ref ulong carry)
    {
        unchecked
        {
            ulong high = MultiplyHigh(x, y);
            ulong low = x * y;
            low += addend;
            high += low < addend ? 1UL : 0UL;
            low += carry;
            high += low < carry ? 1UL : 0UL;
            carry = high;
            return low;
        }
    }

    /// <summary>Low limb of x + y + carry, where <paramref name="carry"/> is 0 or 1 before and after.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AddWithCarry(ulong x, ulong y, ref ulong carry)
    {
        unchecked
        {
            ulong partial = x + y;
            ulong sum = partial + carry;
            carry = (partial < x ? 1UL : 0UL) | (sum < partial ? 1UL : 0UL);
            return sum;
        }
    }

    /// <summary>Low limb of x − y − borrow, where <paramref name="borrow"/> is 0 or 1 before and after.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong SubtractWithBorrow(ulong x, ulong y, ref ulong borrow)
    {
        unchecked
        {
            ulong partial = x - y;
            ulong difference = partial - borrow;
            borrow = (x < y ? 1UL : 0UL) | (partial < borrow ? 1UL : 0UL);
            return difference;
        }
    }

    /// <summary><paramref name="whenSet"/> for an all-ones mask, <paramref name="whenClear"/> for mask 0; without a branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Select(ulong mask, ulong whenSet, ulong whenClear) => whenClear ^ ((whenSet ^ whenClear) & mask);
}
