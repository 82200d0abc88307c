using System.Numerics;

namespace Amaters.KernelGenerator;

/// <summary>
/// A prime field as eight-lane kernels see it: elements are <see cref="LimbCount"/> limbs of <see cref="LimbBits"/> bits in signed
/// 64-bit lanes, in Montgomery form with R = 2^(LimbCount·LimbBits).
/// </summary>
/// <param name="Name">The field's short name, the prefix of its generated types.</param>
/// <param name="Modulus">The prime p.</param>
/// <param name="LimbCount">Limbs of an element, n.</param>
/// <param name="LimbBits">Bits of a limb, w.</param>
/// <param name="HighBits">U: the double-precision half of a column keeps multiples of 2^U.</param>
/// <param name="Balanced">Digits lie in [−2^(w−1), 2^(w−1)) instead of [0, 2^w).</param>
/// <param name="Centred">p is subtracted once from every product, so that results lie around zero although digits are not balanced.</param>
internal sealed record LaneField(string Name, BigInteger Modulus, int LimbCount, int LimbBits, int HighBits, bool Balanced, bool Centred)
{
    /// <summary>BLS12-381 scalar field: 5 limbs of 52 bits, R = 2^260 = 16 · 2^256.</summary>
    public static LaneField Fr { get; } = new(
        "Fr",
        BigInteger.Parse("52435875175126190479447740508185965837690552500527637822603658699938581184513", System.Globalization.CultureInfo.InvariantCulture),
        LimbCount: 5, LimbBits: 52, HighBits: 59, Balanced: false, Centred: true);

    /// <summary>BLS12-381 base field: 7 balanced limbs of 55 bits, R = 2^385 = 2 · 2^384.</summary>
    public static LaneField Fp { get; } = new(
        "Fp",
        BigInteger.Parse("4002409555221667393417789825735904156556882819939007885332058136124031650490837864442687629129015664037894272559787", System.Globalization.CultureInfo.InvariantCulture),
        LimbCount: 7, LimbBits: 55, HighBits: 60, Balanced: true, Centred: false);

    /// <summary>Lanes of a vector.</summary>
    public const int Lanes = 8;

    /// <summary>2^w, the weight of one limb.</summary>
    public BigInteger Radix => BigInteger.One << LimbBits;

    /// <summary>R = 2^(n·w).</summary>
    public BigInteger MontgomeryRadix => BigInteger.One << (LimbCount * LimbBits);

    /// <summary>The mask of a digit.</summary>
    public long DigitMask => (1L << LimbBits) - 1;

    /// <summary>Added before a digit is cut so that it comes out balanced; 0 for unsigned digits.</summary>
    public long Rounding => Balanced ? 1L << (LimbBits - 1) : 0;

    /// <summary>The largest magnitude of a digit that a carry step leaves.</summary>
    public BigInteger DigitBound => Balanced ? Radix / 2 : Radix - 1;

    /// <summary>The limbs of p.</summary>
    public IReadOnlyList<long> ModulusLimbs => Digits(Modulus);

    /// <summary>The limbs of 2^−w mod p: a low digit d of weight 2^k folds upwards as d · 2^−w at weight 2^(k+w).</summary>
    public IReadOnlyList<long> FoldLimbs => Digits(BigInteger.ModPow(Radix, Modulus - 2, Modulus));

    /// <summary>−p^−1 mod 2^w, the ordinary Montgomery factor of the last step.</summary>
    public long NegatedInverse
    {
        get
        {
            var inverse = BigInteger.One;
            for (var bits = 1; bits < LimbBits; bits *= 2)
                inverse = inverse * (2 - Modulus * inverse) % Radix;
            return (long)((Radix - inverse % Radix) % Radix);
        }
    }

    /// <summary>The bits of the double 1.5 · 2^(52+U): adding to it rounds to multiples of 2^U and counts them in the mantissa.</summary>
    public long MagicBits => ((1023L + 52 + HighBits) << 52) | (1L << 51);

    private long[] Digits(BigInteger value)
    {
        var digits = new long[LimbCount];
        for (var i = 0; i < LimbCount - 1; i++)
        {
            var digit = value & DigitMask;
            if (Balanced && digit >= Radix / 2)
                digit -= Radix;
            digits[i] = (long)digit;
            value = (value - digit) >> LimbBits;
        }

        digits[^1] = (long)value;
        return digits;
    }
}
