using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Pairing;

/// <summary>Raises a Miller value to 3·(p¹² − 1)/r, which makes it a pairing: an element of order r, the same for all equivalent values.</summary>
/// <remarks>
/// The exponent is (p⁶ − 1)(p² + 1)·3(p⁴ − p² + 1)/r, and 3(p⁴ − p² + 1)/r = (x − 1)²(x + p)(x² + p² − 1) + 3 with the curve seed
/// x (Hayashida, Hayasaka, Teruya, eprint 2020/875). The factor 3 is prime to r, so this is as good a pairing as without it:
/// the cube of the textbook's.
/// </remarks>
public static class FinalExponentiation
{
    /// <summary>f^(3(p¹² − 1)/r); zero for zero, which no Miller loop yields.</summary>
    public static Fp12 Compute(in Fp12 millerValue) => HardPart(EasyPart(millerValue));

    /// <summary>f^((p⁶ − 1)(p² + 1)), a member of the cyclotomic subgroup.</summary>
    private static Fp12 EasyPart(in Fp12 f)
    {
        var t = f.Conjugate() * f.Inverse();
        return t.FrobeniusSquared() * t;
    }

    /// <summary>f^((x − 1)²(x + p)(x² + p² − 1) + 3).</summary>
    private static Fp12 HardPart(in Fp12 f)
    {
        // f^(x−1), f^((x−1)²)
        var a = f.CyclotomicPowerOfSeed() * f.Conjugate();
        a = a.CyclotomicPowerOfSeed() * a.Conjugate();
        // ·^(x+p)
        a = a.CyclotomicPowerOfSeed() * a.Frobenius();
        // ·^(x²+p²−1)
        a = a.CyclotomicPowerOfSeed().CyclotomicPowerOfSeed() * a.FrobeniusSquared() * a.Conjugate();
        return a * f.CyclotomicSquare() * f;
    }
}
