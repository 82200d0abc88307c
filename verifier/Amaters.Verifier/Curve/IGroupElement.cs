namespace Amaters.Verifier.Curve;

/// <summary>
/// What multiplication by scalars, multi-scalar multiplication and the tests need of a group, so that each is written once for
/// G1 and G2: points in Jacobian coordinates for computing, affine ones for keeping.
/// </summary>
/// <typeparam name="TSelf">The Jacobian point type. Its default value is the point at infinity.</typeparam>
/// <typeparam name="TAffine">The affine point type. Its default value is the point at infinity.</typeparam>
public interface IGroupElement<TSelf, TAffine>
    where TSelf : struct, IGroupElement<TSelf, TAffine>
    where TAffine : struct
{
    /// <summary>The neutral element.</summary>
    static abstract TSelf Infinity { get; }

    /// <summary>Whether this is the neutral element.</summary>
    bool IsInfinity { get; }

    /// <summary>The same point in Jacobian coordinates.</summary>
    static abstract TSelf FromAffine(in TAffine point);

    /// <summary>The same point in affine coordinates, at the price of an inversion.</summary>
    TAffine ToAffine();

    /// <summary>Converts many points with a single inversion.</summary>
    static abstract void ToAffine(ReadOnlySpan<TSelf> points, Span<TAffine> destination);

    /// <summary>2P.</summary>
    TSelf Double();

    /// <summary>P + Q, for any two points.</summary>
    static abstract TSelf operator +(in TSelf a, in TSelf b);

    /// <summary>P + Q with an affine Q, cheaper than with a Jacobian one.</summary>
    static abstract TSelf operator +(in TSelf a, in TAffine b);

    /// <summary>P − Q with an affine Q.</summary>
    static abstract TSelf operator -(in TSelf a, in TAffine b);

    /// <summary>−P.</summary>
    static abstract TSelf operator -(in TSelf a);
}
