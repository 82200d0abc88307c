using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>G1: φ(x, y) = (βx, y) multiplies by −z².</summary>
internal readonly unsafe struct G1VectorGroup : IVectorGroup<G1Jacobian, G1Affine>
{
    /// <inheritdoc/>
    public static bool IsInfinity(in G1Affine point) => point.IsInfinity;

    /// <inheritdoc/>
    public static G1Affine TimesSeedSquared(in G1Affine point) => -point.Endomorphism();

    /// <inheritdoc/>
    public static void Write<TField, TBlock>(FpLine* target, in G1Affine point)
        where TField : ILaneField<TBlock>
        where TBlock : unmanaged
    {
        TField.WriteLine(target, point.X);
        TField.WriteLine(target + 1, point.Y);
    }

    /// <inheritdoc/>
    public static G1Jacobian FromProjective<TField, TBlock>(FpLine* x, FpLine* y, FpLine* z)
        where TField : ILaneField<TBlock>
        where TBlock : unmanaged
    {
        // (X/Z, Y/Z) = (XZ/Z², YZ²/Z³)
        var scale = TField.ReadLine(z);
        return G1Jacobian.FromCoordinatesUnchecked(TField.ReadLine(x) * scale, TField.ReadLine(y) * scale.Square(), scale);
    }
}
