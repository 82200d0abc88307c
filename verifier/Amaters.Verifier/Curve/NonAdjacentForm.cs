using Amaters.Circuits.Fields;

namespace Amaters.Verifier.Curve;

/// <summary>Signed-digit recoding of scalars: k = Σ dᵢ·2ⁱ where at most one of any w consecutive digits is not zero.</summary>
/// <remarks>Guide to Elliptic Curve Cryptography, algorithm 3.35. Digits are odd and below 2^(w−1) in magnitude.</remarks>
internal static class NonAdjacentForm
{
    /// <summary>Digits that a scalar needs at most: its 255 bits and a carry.</summary>
    public const int DigitCount = Fr.BitCount + 1;

    /// <summary>Writes the digits, lowest first, and returns how many there are up to the highest one that is not zero.</summary>
    public static int Recode(in Fr scalar, int width, Span<sbyte> digits)
    {
        Span<ulong> limbs = stackalloc ulong[5];
        scalar.ToStandardLimbs(limbs);
        limbs[4] = 0;
        digits[..DigitCount].Clear();

        var length = 0;
        var carry = 0;
        for (var bit = 0; bit < DigitCount;)
        {
            if ((int)(limbs[bit / 64] >> (bit % 64) & 1) == carry)
            {
                bit++;
                continue;
            }

            var window = WindowAt(limbs, bit, width) + carry;
            carry = window >> (width - 1) & 1;
            digits[bit] = (sbyte)(window - (carry << width));
            length = bit + 1;
            bit += width;
        }

        return length;
    }

    private static int WindowAt(ReadOnlySpan<ulong> limbs, int bit, int width)
    {
        var low = limbs[bit / 64] >> (bit % 64);
        if (bit % 64 + width > 64)
            low |= limbs[(bit / 64) + 1] << (64 - (bit % 64));
        return (int)(low & ((1UL << width) - 1));
    }
}
