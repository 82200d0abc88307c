using Amaters.Circuits.Fields;
using Amaters.Verifier.Curve;

namespace Amaters.Verifier.Fields;

/// <content>
/// Arithmetic in the cyclotomic subgroup, the elements of order dividing p⁴ − p² + 1, where everything is after the easy part of
/// the final exponentiation: inversion is conjugation and squaring is cheaper.
/// </content>
public readonly partial struct Fp12
{
    /// <summary>a² for a in the cyclotomic subgroup: 9 squarings in Fp2 (Granger, Scott, eprint 2009/565, §3.2).</summary>
    public Fp12 CyclotomicSquare()
    {
        // Three squarings in Fp4 = Fp2[w³], of the pairs (w⁰, w³), (w¹, w⁴), (w², w⁵).
        SquareInFp4(_c0.C0, _c1.C1, out var t0, out var t1);
        SquareInFp4(_c1.C0, _c0.C2, out var t2, out var t3);
        SquareInFp4(_c0.C1, _c1.C2, out var t4, out var t5);
        t5 = t5.MultiplyByNonResidue();
        return new Fp12(
            new Fp6(ThriceMinusTwice(t0, _c0.C0), ThriceMinusTwice(t2, _c0.C1), ThriceMinusTwice(t4, _c0.C2)),
            new Fp6(ThricePlusTwice(t5, _c1.C0), ThricePlusTwice(t1, _c1.C1), ThricePlusTwice(t3, _c1.C2)));
    }

    /// <summary>a^x for a in the cyclotomic subgroup and x the (negative) curve seed.</summary>
    public Fp12 CyclotomicPowerOfSeed()
    {
        var result = this;
        for (var bit = 62; bit >= 0; bit--)
        {
            result = result.CyclotomicSquare();
            if ((CurveSeed.Magnitude >> bit & 1) == 1)
                result *= this;
        }

        return result.Conjugate();
    }

    /// <summary>a^k for a in the cyclotomic subgroup.</summary>
    public Fp12 CyclotomicPower(in Fr exponent)
    {
        Span<sbyte> digits = stackalloc sbyte[NonAdjacentForm.DigitCount];
        var inverse = Conjugate();
        var result = One;
        for (var bit = NonAdjacentForm.Recode(exponent, width: 2, digits) - 1; bit >= 0; bit--)
        {
            result = result.CyclotomicSquare();
            if (digits[bit] != 0)
                result *= digits[bit] > 0 ? this : inverse;
        }

        return result;
    }

    // (a + b·s)² = (a² + ξ·b²) + 2ab·s with s = w³, s² = ξ.
    private static void SquareInFp4(in Fp2 a, in Fp2 b, out Fp2 c0, out Fp2 c1)
    {
        var aa = a.Square();
        var bb = b.Square();
        c0 = aa + bb.MultiplyByNonResidue();
        c1 = (a + b).Square() - aa - bb;
    }

    private static Fp2 ThriceMinusTwice(in Fp2 t, in Fp2 a) => (t - a).Double() + t;

    private static Fp2 ThricePlusTwice(in Fp2 t, in Fp2 a) => (t + a).Double() + t;
}
