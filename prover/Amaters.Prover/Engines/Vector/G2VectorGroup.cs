using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>G2: ψ, the untwist–Frobenius–twist map, multiplies by the seed −z, so ψ² multiplies by z².</summary>
internal readonly unsafe struct G2VectorGroup : IVectorGroup<G2Jacobian, G2Affine>
{
    /// <inheritdoc/>
    public static bool IsInfinity(in G2Affine point) => point.IsInfinity;

    /// <inheritdoc/>
    public static G2Affine TimesSeedSquared(in G2Affine point) => point.Endomorphism().Endomorphism();

    /// <inheritdoc/>
    public static void Write(FpLine* target, in G2Affine point)
    {
        target[0] = FpLine.From(point.X.C0);
        target[1] = FpLine.From(point.X.C1);
        target[2] = FpLine.From(point.Y.C0);
        target[3] = FpLine.From(point.Y.C1);
    }

    /// <inheritdoc/>
    public static G2Jacobian FromProjective(FpLine* x, FpLine* y, FpLine* z)
    {
        // (X/Z, Y/Z) = (XZ/Z², YZ²/Z³)
        var scale = Read(z);
        return G2Jacobian.FromCoordinatesUnchecked(Read(x) * scale, Read(y) * scale.Square(), scale);
    }

    private static Fp2 Read(FpLine* lines) => new(FpLine.ToFp(lines), FpLine.ToFp(lines + 1));
}
