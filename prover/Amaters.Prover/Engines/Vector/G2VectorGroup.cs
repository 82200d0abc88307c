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
    public static void Write<TField, TBlock>(FpLine* target, in G2Affine point)
        where TField : ILaneField<TBlock>
        where TBlock : unmanaged
    {
        TField.WriteLine(target, point.X.C0);
        TField.WriteLine(target + 1, point.X.C1);
        TField.WriteLine(target + 2, point.Y.C0);
        TField.WriteLine(target + 3, point.Y.C1);
    }

    /// <inheritdoc/>
    public static G2Jacobian FromProjective<TField, TBlock>(FpLine* x, FpLine* y, FpLine* z)
        where TField : ILaneField<TBlock>
        where TBlock : unmanaged
    {
        // (X/Z, Y/Z) = (XZ/Z², YZ²/Z³)
        var scale = Read<TField, TBlock>(z);
        return G2Jacobian.FromCoordinatesUnchecked(Read<TField, TBlock>(x) * scale, Read<TField, TBlock>(y) * scale.Square(), scale);
    }

    private static Fp2 Read<TField, TBlock>(FpLine* lines)
        where TField : ILaneField<TBlock>
        where TBlock : unmanaged =>
        new(TField.ReadLine(lines), TField.ReadLine(lines + 1));
}
