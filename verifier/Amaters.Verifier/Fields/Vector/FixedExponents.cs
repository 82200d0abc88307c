using System.Numerics;

namespace Amaters.Verifier.Fields.Vector;

/// <summary>Exponents for kernels that raise all lanes alike, in base 16, most significant digit first.</summary>
internal static class FixedExponents
{
    /// <summary>(p + 1)/4: a square root of a square, because p ≡ 3 (mod 4).</summary>
    public static byte[] SquareRoot { get; } = InBase16((Fp.Modulus + 1) / 4);

    /// <summary>(p − 3)/4: r with a·r² = 1 for a square a, and −1 for any other a but 0; then a·r is a root of ±a.</summary>
    public static byte[] InverseSquareRoot { get; } = InBase16((Fp.Modulus - 3) / 4);

    private static byte[] InBase16(BigInteger exponent) =>
        [.. exponent.ToByteArray(isUnsigned: true, isBigEndian: true).SelectMany(b => new[] { (byte)(b >> 4), (byte)(b & 15) }).SkipWhile(digit => digit == 0)];
}
