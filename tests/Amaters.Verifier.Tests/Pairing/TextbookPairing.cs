using System.Numerics;
using Amaters.Circuits.Fields;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Tests.Pairing;

/// <summary>
/// The ate pairing by the book, as the oracle of the fast one: both points on y² = x³ + 4 over Fp12, slopes by division, vertical
/// lines kept, and the final power taken bit by bit with the plain exponent (p¹² − 1)/r.
/// </summary>
internal static class TextbookPairing
{
    private static readonly BigInteger FinalExponent = (BigInteger.Pow(Fp.Modulus, 12) - 1) / Fr.Modulus;

    /// <summary>f_{x,Q}(P)^((p¹² − 1)/r).</summary>
    public static Fp12 Pair(G1Affine p, G2Affine q)
    {
        if (p.IsInfinity || q.IsInfinity)
            return Fp12.One;
        var (px, py) = (Embed(new Fp2(p.X, Fp.Zero), 0), Embed(new Fp2(p.Y, Fp.Zero), 0));
        // Untwist: (x, y) → (x/w², y/w³).
        var (qx, qy) = (Embed(q.X, 0) * Embed(Fp2.One, 2).Inverse(), Embed(q.Y, 0) * Embed(Fp2.One, 3).Inverse());
        Assert.Equal((qx * qx * qx) + Embed(new Fp2(Fp.FromUInt64(4), Fp.Zero), 0), qy * qy);

        var f = Fp12.One;
        var (tx, ty) = (qx, qy);
        for (var bit = 62; bit >= 0; bit--)
        {
            f = f * f * Step(tx, ty, (tx * tx + tx * tx + tx * tx) * (ty + ty).Inverse(), tx);
            if ((CurveSeed.Magnitude >> bit & 1) == 1)
                f *= Step(tx, ty, (ty - qy) * (tx - qx).Inverse(), qx);
        }

        // f_{−n,Q} = 1/f_{n,Q} up to a vertical line.
        return Power(f.Inverse(), FinalExponent);

        // The line of this slope through T over the vertical through its third point; T moves on.
        Fp12 Step(Fp12 x, Fp12 y, Fp12 slope, Fp12 otherX)
        {
            tx = (slope * slope) - x - otherX;
            ty = (slope * (x - tx)) - y;
            return (py - y - (slope * (px - x))) * (px - tx).Inverse();
        }
    }

    public static Fp12 Power(Fp12 value, BigInteger exponent)
    {
        var result = Fp12.One;
        for (var bit = (int)exponent.GetBitLength() - 1; bit >= 0; bit--)
        {
            result *= result;
            if (!(exponent >> bit).IsEven)
                result *= value;
        }

        return result;
    }

    /// <summary>a·wⁱ.</summary>
    public static Fp12 Embed(Fp2 a, int i)
    {
        var c = new Fp6(i / 2 == 0 ? a : default, i / 2 == 1 ? a : default, i / 2 == 2 ? a : default);
        return i % 2 == 0 ? new Fp12(c, default) : new Fp12(default, c);
    }
}
