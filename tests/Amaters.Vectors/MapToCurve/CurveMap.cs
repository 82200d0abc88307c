using System.Globalization;
using System.Numerics;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Vectors.MapToCurve;

/// <summary>Field element → point of the subgroup: the map of RFC 9380 §8.8, with the parameters of BLS12-381.</summary>
internal static class CurveMap
{
    private static readonly SimplifiedSwu<Fp> G1Swu = new(
        Fp.FromHex("00144698a3b8e9433d693a02c96d4982b0ea985383ee66a8d8e8981aefd881ac98936f8da0e0f97f5cf428082d584c1d"),
        Fp.FromHex("12e2908d11688030018b12e8753eee3b2016c1f0f24f4070a0b9c14fcef35ef55a23215a316ceaa5d1cc48e98e172be0"),
        Fp.FromUInt64(11),
        (in Fp value, out Fp root) => value.TrySquareRoot(out root),
        value => value.IsOdd);

    private static readonly SimplifiedSwu<Fp2> G2Swu = new(
        new Fp2(Fp.Zero, Fp.FromUInt64(240)),
        new Fp2(Fp.FromUInt64(1012), Fp.FromUInt64(1012)),
        -new Fp2(Fp.FromUInt64(2), Fp.One),
        (in Fp2 value, out Fp2 root) => value.TrySquareRoot(out root),
        value => value.C0.IsZero ? value.C1.IsOdd : value.C0.IsOdd);

    /// <summary>h_eff of RFC 9380 §8.8.1.</summary>
    private static readonly BigInteger G1EffectiveCofactor = 0xd201000000010001;

    /// <summary>h_eff of RFC 9380 §8.8.2.</summary>
    private static readonly BigInteger G2EffectiveCofactor = BigInteger.Parse(
        "0bc69f08f2ee75b3584c6a0ea91b352888e2a8e9145ad7689986ff031508ffe1329c2f178731db956d82bf015d1212b02ec0ec69d7477c1ae954cbc06689f6a359894c0adebbf6b4e8020005aaa95551",
        NumberStyles.HexNumber,
        CultureInfo.InvariantCulture);

    public static G1Affine ToG1(Fp u)
    {
        var (x, y) = G1Swu.Map(u);
        return G1Isogeny.Map.Apply(x, y) is var (mappedX, mappedY)
            ? Multiply<G1Jacobian, G1Affine>(G1Affine.FromCoordinatesUnchecked(mappedX, mappedY), G1EffectiveCofactor)
            : default;
    }

    public static G2Affine ToG2(Fp2 u)
    {
        var (x, y) = G2Swu.Map(u);
        return G2Isogeny.Map.Apply(x, y) is var (mappedX, mappedY)
            ? Multiply<G2Jacobian, G2Affine>(G2Affine.FromCoordinatesUnchecked(mappedX, mappedY), G2EffectiveCofactor)
            : default;
    }

    // The effective cofactors exceed r, so they are no field elements.
    private static TAffine Multiply<TJacobian, TAffine>(TAffine point, BigInteger scalar)
        where TJacobian : struct, IGroupElement<TJacobian, TAffine>
        where TAffine : struct
    {
        var result = TJacobian.Infinity;
        for (var bit = (int)scalar.GetBitLength() - 1; bit >= 0; bit--)
        {
            result = result.Double();
            if (!(scalar >> bit).IsEven)
                result += point;
        }

        return result.ToAffine();
    }
}
