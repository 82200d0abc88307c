using System.Numerics;
using Amaters.Circuits.Fields;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Tests.Curve;

/// <summary>Points of the curve in the parts of small order that the cofactors bring with them: what an invalid-subgroup attack sends.</summary>
internal static class SmallOrderPoints
{
    private static readonly BigInteger Seed = -new BigInteger(0xd201000000010000);

    /// <summary>h₁ = (x − 1)²/3 = 3·11²·10177²·859267²·52437899².</summary>
    private static readonly BigInteger G1Cofactor = (Seed - 1) * (Seed - 1) / 3;

    /// <summary>h₂ = (x⁸ − 4x⁷ + 5x⁶ − 4x⁴ + 6x³ − 4x² − 4x + 13)/9 = 13²·23²·2713·11953·262069·….</summary>
    private static readonly BigInteger G2Cofactor =
        (BigInteger.Pow(Seed, 8) - (4 * BigInteger.Pow(Seed, 7)) + (5 * BigInteger.Pow(Seed, 6)) - (4 * BigInteger.Pow(Seed, 4))
            + (6 * BigInteger.Pow(Seed, 3)) - (4 * Seed * Seed) - (4 * Seed) + 13) / 9;

    public static IReadOnlyList<G1Affine> G1 { get; } =
        [.. new BigInteger[] { 3, 121, 10177 * 10177, 859267L * 859267L, 52437899L * 52437899L }.Select(part => PartOf<G1Jacobian, G1Affine>(OnG1Curve, G1Cofactor, part))];

    public static IReadOnlyList<G2Affine> G2 { get; } =
        [.. new BigInteger[] { 169, 529, 2713, 11953, 262069 }.Select(part => PartOf<G2Jacobian, G2Affine>(OnG2Curve, G2Cofactor, part))];

    /// <summary>The point of the curve of G1 with the first usable x from <paramref name="x"/> on.</summary>
    public static G1Affine OnG1Curve(Fp x)
    {
        Fp y;
        while (!((x.Square() * x) + G1Affine.B).TrySquareRoot(out y))
            x += Fp.One;
        return G1Affine.FromCoordinatesUnchecked(x, y);
    }

    /// <summary>The point of the curve of G2 with the first usable x from <paramref name="x"/> on.</summary>
    public static G2Affine OnG2Curve(Fp2 x)
    {
        Fp2 y;
        while (!((x.Square() * x) + G2Affine.B).TrySquareRoot(out y))
            x += Fp2.One;
        return G2Affine.FromCoordinatesUnchecked(x, y);
    }

    private static G1Affine OnG1Curve(int start) => OnG1Curve(Fp.FromBigInteger(start));

    private static G2Affine OnG2Curve(int start) => OnG2Curve(new Fp2(Fp.FromBigInteger(start), Fp.One));

    // Multiplication by everything in the order but one part leaves a point of that part; a start that gives infinity is passed over.
    private static TAffine PartOf<TJacobian, TAffine>(Func<int, TAffine> onCurve, BigInteger cofactor, BigInteger part)
        where TJacobian : struct, IGroupElement<TJacobian, TAffine>
        where TAffine : struct
    {
        Assert.True((cofactor % part).IsZero);
        for (var start = 1; ; start++)
        {
            var point = GroupLaws.DoubleAndAdd<TJacobian, TAffine>(TJacobian.FromAffine(onCurve(start)), cofactor / part * Fr.Modulus);
            if (!point.IsInfinity)
                return point.ToAffine();
        }
    }
}
