using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Pairing.Vector;

/// <summary>A point (x, y) of G1 as an argument of a line whose coefficient of w³ is one: 1/y and x/y, both 0 at infinity.</summary>
internal readonly record struct LineArgument(Fp InverseY, Fp XOverY)
{
    /// <summary>The arguments of points (X/Z², Y/Z³), with one inversion for all: 1/y = Z³/Y and x/y = XZ/Y.</summary>
    public static LineArgument[] Of(ReadOnlySpan<G1Jacobian> points)
    {
        // No point of odd order has y = 0, so only infinity, whose Z is 0, comes out as 0.
        var inverses = new Fp[points.Length];
        for (var i = 0; i < points.Length; i++)
            inverses[i] = points[i].Y;
        Fp.BatchInvert(inverses);
        var arguments = new LineArgument[points.Length];
        for (var i = 0; i < points.Length; i++)
        {
            var zOverY = points[i].Z * inverses[i];
            arguments[i] = new LineArgument(points[i].Z.Square() * zOverY, points[i].X * zOverY);
        }

        return arguments;
    }
}
