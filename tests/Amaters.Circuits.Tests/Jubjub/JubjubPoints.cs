using System.Numerics;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Jubjub;

namespace Amaters.Circuits.Tests.Jubjub;

/// <summary>Points that tests need and the library has no reason to make.</summary>
internal static class JubjubPoints
{
    public static Gen<JubjubScalar> Scalars { get; } = Gen.OneOf(
        Gen.Byte.Array[JubjubScalar.WideByteCount].Select(bytes => JubjubScalar.FromWideBytes(bytes)),
        Gen.Int[-2, 1].Select(small => Scalar(small)));

    public static Gen<JubjubPoint> SubgroupPoints { get; } = Scalars.Select(scalar => JubjubPoint.MultiplyGenerator(scalar));

    /// <summary>The eight points whose order divides 8.</summary>
    public static IReadOnlyList<JubjubCurvePoint> SmallOrder { get; } = FindSmallOrderPoints();

    public static JubjubCurvePoint AtHeight(in Fr v, bool sign)
    {
        var bytes = v.ToBytes();
        if (sign)
            bytes[^1] |= 0x80;
        Assert.True(JubjubCurvePoint.TryDecode(bytes, out var point, out _));
        return point;
    }

    public static JubjubScalar Scalar(BigInteger value)
    {
        var bytes = new byte[JubjubScalar.WideByteCount];
        Assert.True((((value % JubjubScalar.Modulus) + JubjubScalar.Modulus) % JubjubScalar.Modulus).TryWriteBytes(bytes, out _, isUnsigned: true));
        return JubjubScalar.FromWideBytes(bytes);
    }

    // l times any point has small order; a point of order 8 generates them all.
    private static List<JubjubCurvePoint> FindSmallOrderPoints()
    {
        for (ulong height = 2; ; height++)
        {
            if (!JubjubCurvePoint.TryDecode(Fr.FromUInt64(height).ToBytes(), out var point, out _))
                continue;
            var generator = Multiply(point, JubjubScalar.Modulus);
            var multiples = Enumerable.Range(0, 8).Select(n => Multiply(generator, n)).Distinct().ToList();
            if (multiples.Count == 8)
                return multiples;
        }
    }

    public static JubjubCurvePoint Multiply(JubjubCurvePoint point, BigInteger factor)
    {
        var sum = default(JubjubCurvePoint);
        for (long bit = (long)factor.GetBitLength() - 1; bit >= 0; bit--)
        {
            sum += sum;
            if (!((factor >> (int)bit) & 1).IsZero)
                sum += point;
        }

        return sum;
    }
}
