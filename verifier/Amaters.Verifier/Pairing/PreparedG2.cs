using System.Numerics;
using Amaters.Verifier.Curve;

namespace Amaters.Verifier.Pairing;

/// <summary>A fixed G2 point with all lines of its Miller loop, about 20 kB: for the points of a verifying key.</summary>
public sealed class PreparedG2
{
    /// <summary>Lines of a loop: one for each bit of |x| below the highest, one more for each such bit that is set.</summary>
    internal const int LineCount = 63 + 5;

    /// <summary>Walks the loop of a point once. Infinity has no lines, and pairs to one.</summary>
    public PreparedG2(in G2Affine point)
    {
        Point = point;
        Lines = point.IsInfinity ? [] : Walk(point);
    }

    /// <summary>The point.</summary>
    public G2Affine Point { get; }

    /// <summary>The lines in the order of the loop; none for infinity.</summary>
    internal Line[] Lines { get; }

    private static Line[] Walk(in G2Affine point)
    {
        var lines = new Line[LineCount];
        var walk = new LineWalk(point);
        var count = 0;
        for (var bit = BitOperations.Log2(CurveSeed.Magnitude) - 1; bit >= 0; bit--)
        {
            lines[count++] = walk.Double();
            if ((CurveSeed.Magnitude >> bit & 1) == 1)
                lines[count++] = walk.Add();
        }

        return lines;
    }
}
