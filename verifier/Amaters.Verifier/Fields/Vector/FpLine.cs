using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amaters.Verifier.Fields.Vector;

/// <summary>One element in the limbs of <see cref="FpBlock"/>, on a cache line of its own: how points wait in memory to be gathered.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal unsafe struct FpLine
{
    private const long DigitMask = (1L << FpBlock.LimbBits) - 1;
    private const long HalfRadix = 1L << (FpBlock.LimbBits - 1);

    private static readonly FpLine Modulus = ModulusLine();

    /// <summary>1/2, the way from R = 2³⁸⁵ to 2³⁸⁴.</summary>
    private static readonly Fp Half = Fp.FromUInt64(2).Inverse();

    /// <summary>Seven balanced limbs and a zero.</summary>
    public fixed long Limbs[8];

    /// <summary>The element as twice its 2³⁸⁴ form, cut into balanced digits; 0 ≤ value &lt; 2p.</summary>
    public static FpLine From(in Fp value)
    {
        // Cut 2·value at multiples of 55 bits, then let digits of 2^54 and more borrow from the next one.
        var words = (ulong*)Unsafe.AsPointer(ref Unsafe.AsRef(in value));
        FpLine line = default;
        line.Limbs[0] = (long)(words[0] << 1) & DigitMask;
        for (var i = 1; i < FpBlock.LimbCount; i++)
        {
            var bit = (FpBlock.LimbBits * i) - 1;
            int word = bit / 64, shift = bit % 64;
            var digit = words[word] >> shift;
            if (shift > 64 - FpBlock.LimbBits && word + 1 < Fp.LimbCount)
                digit |= words[word + 1] << (64 - shift);
            line.Limbs[i] = (long)digit & DigitMask;
        }

        for (var i = 0; i < FpBlock.LimbCount - 1; i++)
        {
            var carry = (line.Limbs[i] + HalfRadix) >> FpBlock.LimbBits;
            line.Limbs[i] -= carry << FpBlock.LimbBits;
            line.Limbs[i + 1] += carry;
        }

        return line;
    }

    /// <summary>The element of a line whose value is within ±8p.</summary>
    public static Fp ToFp(FpLine* line)
    {
        // Take away the nearest multiple of p, judged by the top limb, then add p if that went below zero.
        var limbs = stackalloc long[FpBlock.LimbCount];
        var modulus = Modulus;
        var multiple = (long)Math.Round(line->Limbs[FpBlock.LimbCount - 1] / (double)modulus.Limbs[FpBlock.LimbCount - 1]);
        for (var i = 0; i < FpBlock.LimbCount; i++)
            limbs[i] = line->Limbs[i] - (multiple * modulus.Limbs[i]);
        Carry(limbs);
        if (limbs[FpBlock.LimbCount - 1] < 0)
        {
            for (var i = 0; i < FpBlock.LimbCount; i++)
                limbs[i] += modulus.Limbs[i];
            Carry(limbs);
        }

        // Seven digits of 55 bits are six words of 64: each word takes what is left of one digit and parts of the next ones.
        var words = stackalloc ulong[Fp.LimbCount + 1];
        for (var i = 0; i < FpBlock.LimbCount; i++)
        {
            var bit = FpBlock.LimbBits * i;
            int word = bit / 64, shift = bit % 64;
            words[word] |= (ulong)limbs[i] << shift;
            if (shift > 64 - FpBlock.LimbBits)
                words[word + 1] |= (ulong)limbs[i] >> (64 - shift);
        }

        return Fp.FromMontgomeryLimbsUnchecked(words[0], words[1], words[2], words[3], words[4], words[5]) * Half;
    }

    /// <summary>Changes the sign of the element.</summary>
    public static void Negate(FpLine* line)
    {
        for (var i = 0; i < FpBlock.LimbCount; i++)
            line->Limbs[i] = -line->Limbs[i];
    }

    private static void Carry(long* limbs)
    {
        for (var i = 0; i < FpBlock.LimbCount - 1; i++)
        {
            limbs[i + 1] += limbs[i] >> FpBlock.LimbBits;
            limbs[i] &= DigitMask;
        }
    }

    private static FpLine ModulusLine()
    {
        FpLine line = default;
        for (var i = 0; i < FpBlock.LimbCount; i++)
            line.Limbs[i] = (long)(Fp.Modulus >> (FpBlock.LimbBits * i) & DigitMask);
        return line;
    }
}
