using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields;

namespace Amaters.Prover.Engines.Vector;

/// <summary>Writes the signed digits of scalars: 2n half scalars for n scalars, window by window.</summary>
internal static unsafe class ScalarDigits
{
    /// <summary>Digits of the scalars start … end − 1: half scalar i belongs to P_i, half scalar n + i to z²·P_i.</summary>
    /// <param name="scalars">All n scalars.</param>
    /// <param name="start">First scalar.</param>
    /// <param name="end">One past the last scalar.</param>
    /// <param name="plan">The windows.</param>
    /// <param name="digits">2n digits for each window; digit d of window w and half scalar i at w·2n + i.</param>
    public static void Write(ReadOnlySpan<Fr> scalars, int start, int end, WindowPlan plan, short* digits)
    {
        var widths = stackalloc int[plan.Count];
        for (var window = 0; window < plan.Count; window++)
            widths[window] = plan.Widths[window];
        Span<ulong> limbs = stackalloc ulong[4];
        for (var i = start; i < end; i++)
        {
            scalars[i].ToStandardLimbs(limbs);
            ScalarSplit.Split(limbs[0], limbs[1], limbs[2], limbs[3], out var first, out var second);
            WriteHalf(first, widths, plan.Count, digits + i, 2L * scalars.Length);
            WriteHalf(second, widths, plan.Count, digits + scalars.Length + i, 2L * scalars.Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteHalf(Int128 half, int* widths, int windowCount, short* digits, long stride)
    {
        var negative = (int)((ulong)(half >> 64) >> 63);
        var magnitude = (UInt128)(negative == 0 ? half : -half);
        ulong low = (ulong)magnitude, high = (ulong)(magnitude >> 64);
        var carry = 0;
        for (var window = 0; window < windowCount; window++, digits += stride)
        {
            var width = widths[window];
            var digit = (int)(low & ((1UL << width) - 1)) + carry;
            low = (low >> width) | (high << (64 - width));
            high >>= width;
            carry = digit > 1 << (width - 1) ? 1 : 0;
            digit -= carry << width;
            *digits = (short)((digit ^ -negative) + negative);
        }
    }
}
