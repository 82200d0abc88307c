using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Curve.Vector;

/// <summary>Adds the lanes of a sum of points of G1 to one another.</summary>
internal static unsafe class LaneSum
{
    /// <summary>The sum of all lanes.</summary>
    public static G1Jacobian Fold<TField, TBlock>(LanePoints<TField, TBlock> sums)
        where TField : ILaneField<TBlock>
        where TBlock : unmanaged
    {
        using var lines = new ProjectiveLines<TField, TBlock>(TField.Lanes);
        Span<int> rotated = stackalloc int[TField.Lanes];
        for (var distance = TField.Lanes / 2; distance > 0; distance /= 2)
        {
            for (var lane = 0; lane < rotated.Length; lane++)
                rotated[lane] = (lane + distance) % rotated.Length;
            lines.Scatter(0, sums.Sum);
            lines.Gather(sums.Addend, rotated);
            sums.Add();
        }

        lines.Scatter(0, sums.Sum);
        return lines.Read(0);
    }
}
