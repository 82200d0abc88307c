using System.Numerics;

namespace Amaters.KernelGenerator;

/// <summary>
/// A prime field as four-lane kernels see it: every limb is an integer held in a double, in balanced digits, and all arithmetic is
/// double-precision fused multiply-adds. For processors whose only fast wide product is that one (AVX2 with FMA).
/// </summary>
/// <param name="Name">The field's short name, the prefix of its generated types.</param>
/// <param name="Modulus">The prime p.</param>
/// <param name="LimbCount">Limbs of an element, n.</param>
/// <param name="LimbBits">Bits of a limb, w.</param>
internal sealed record DoubleField(string Name, BigInteger Modulus, int LimbCount, int LimbBits)
{
    /// <summary>Lanes of a vector.</summary>
    public const int Lanes = 4;

    /// <summary>BLS12-381 scalar field: 6 limbs of 44 bits, R = 2^264.</summary>
    public static DoubleField Fr { get; } = new("Fr", LaneField.Fr.Modulus, LimbCount: 6, LimbBits: 44);

    /// <summary>BLS12-381 base field: 8 limbs of 48 bits, R = 2^384.</summary>
    public static DoubleField Fp { get; } = new("Fp", LaneField.Fp.Modulus, LimbCount: 8, LimbBits: 48);

    /// <summary>2^w.</summary>
    public BigInteger Radix => BigInteger.One << LimbBits;

    /// <summary>R = 2^(n·w).</summary>
    public BigInteger MontgomeryRadix => BigInteger.One << (LimbCount * LimbBits);

    /// <summary>The largest magnitude of a digit.</summary>
    public BigInteger DigitBound => Radix / 2;

    /// <summary>1.5 · 2^(52+w): a sum that starts here is rounded to multiples of 2^w.</summary>
    public double HighMagic => 1.5 * Math.Pow(2, 52 + LimbBits);

    /// <summary>1.5 · 2^52: a sum that starts here is rounded to integers.</summary>
    public static double IntegerMagic => 1.5 * Math.Pow(2, 52);

    /// <summary>The limbs of p.</summary>
    public IReadOnlyList<long> ModulusLimbs => Balanced(Modulus, LimbCount);

    /// <summary>The limbs of 2^−w mod p.</summary>
    public IReadOnlyList<long> FoldLimbs => Balanced(BigInteger.ModPow(Radix, Modulus - 2, Modulus), LimbCount);

    /// <summary>−p^−1 mod 2^w as a balanced digit.</summary>
    public long NegatedInverse
    {
        get
        {
            var inverse = BigInteger.One;
            for (var bits = 1; bits < LimbBits; bits *= 2)
                inverse = inverse * (2 - Modulus * inverse) % Radix;
            var negated = ((Radix - inverse % Radix) % Radix + Radix) % Radix;
            return (long)(negated >= Radix / 2 ? negated - Radix : negated);
        }
    }

    private long[] Balanced(BigInteger value, int count)
    {
        var digits = new long[count];
        for (var i = 0; i < count - 1; i++)
        {
            var digit = value & (Radix - 1);
            if (digit >= Radix / 2)
                digit -= Radix;
            digits[i] = (long)digit;
            value = (value - digit) >> LimbBits;
        }

        digits[^1] = (long)value;
        return digits;
    }
}
