using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>What the vector engine needs to know of G1 and G2 beside their coordinate field.</summary>
/// <typeparam name="TJacobian">The group's Jacobian point.</typeparam>
/// <typeparam name="TAffine">The group's affine point.</typeparam>
internal unsafe interface IVectorGroup<TJacobian, TAffine>
    where TJacobian : struct, IGroupElement<TJacobian, TAffine>
    where TAffine : struct
{
    /// <summary>Whether a point is infinity.</summary>
    static abstract bool IsInfinity(in TAffine point);

    /// <summary>z²·P by an endomorphism, z being the magnitude of the curve seed.</summary>
    static abstract TAffine TimesSeedSquared(in TAffine point);

    /// <summary>Writes a point's coordinates, x then y.</summary>
    static abstract void Write<TField, TBlock>(FpLine* target, in TAffine point)
        where TField : ILaneField<TBlock>
        where TBlock : unmanaged;

    /// <summary>The point (X/Z, Y/Z) from the lines of X, Y and Z.</summary>
    static abstract TJacobian FromProjective<TField, TBlock>(FpLine* x, FpLine* y, FpLine* z)
        where TField : ILaneField<TBlock>
        where TBlock : unmanaged;
}
