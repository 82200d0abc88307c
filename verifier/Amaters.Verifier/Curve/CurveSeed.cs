namespace Amaters.Verifier.Curve;

/// <summary>The seed x = −0xd201000000010000 of which every parameter of BLS12-381 is a polynomial.</summary>
public static class CurveSeed
{
    /// <summary>|x|; the seed itself is negative. Six of its 64 bits are set.</summary>
    public const ulong Magnitude = 0xd201000000010000;

    /// <summary>[|x|]P: 63 doublings and 5 additions.</summary>
    internal static TJacobian MultiplyByMagnitude<TJacobian, TAffine>(in TJacobian point)
        where TJacobian : struct, IGroupElement<TJacobian, TAffine>
        where TAffine : struct
    {
        var result = point;
        for (var bit = 62; bit >= 0; bit--)
        {
            result = result.Double();
            if ((Magnitude >> bit & 1) == 1)
                result += point;
        }

        return result;
    }
}
