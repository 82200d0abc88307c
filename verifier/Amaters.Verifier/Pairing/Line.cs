using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Pairing;

/// <summary>
/// A line through points of the twist, as a function of the G1 point at which it is evaluated:
/// l(P) = l0 + l2·x_P·w² + l3·y_P·w³, up to factors that the final exponentiation removes.
/// </summary>
/// <param name="L0">The constant coefficient.</param>
/// <param name="L2">The coefficient of x_P·w².</param>
/// <param name="L3">The coefficient of y_P·w³.</param>
internal readonly record struct Line(Fp2 L0, Fp2 L2, Fp2 L3)
{
    /// <summary>f·l(P).</summary>
    public static Fp12 MultiplyAt(in Fp12 f, in Line line, in G1Affine point) => f.MultiplyByLine(line.L0, line.L2 * point.X, line.L3 * point.Y);
}
