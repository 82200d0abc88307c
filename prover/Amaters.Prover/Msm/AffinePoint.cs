using System.Runtime.InteropServices;
using Amaters.Circuits.Fields;

namespace Amaters.Prover.Msm;

/// <summary>The coordinates of a point of G1 or G2, laid out as <c>G1Affine</c> and <c>G2Affine</c> are: spans of one are read as spans of the other.</summary>
/// <remarks>Infinity is (0, 0), the default value; no point of either curve has y = 0, for that would be a point of order 2.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct AffinePoint<TField>(in TField x, in TField y)
    where TField : struct, IFieldElement<TField>
{
    public readonly TField X = x;
    public readonly TField Y = y;

    public bool IsInfinity => Y.IsZero;

    public static AffinePoint<TField> operator -(in AffinePoint<TField> point) => new(point.X, -point.Y);
}
