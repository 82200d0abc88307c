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
    public static void Write(FpLine* target, in G1Affine point)
    {
        target[0] = FpLine.From(point.X);
        target[1] = FpLine.From(point.Y);
    }

    /// <inheritdoc/>
    public static G1Jacobian FromProjective(FpLine* x, FpLine* y, FpLine* z)
    {
        // (X/Z, Y/Z) = (XZ/Z², YZ²/Z³)
        var scale = FpLine.ToFp(z);
        return G1Jacobian.FromCoordinatesUnchecked(FpLine.ToFp(x) * scale, FpLine.ToFp(y) * scale.Square(), scale);
    }
}
