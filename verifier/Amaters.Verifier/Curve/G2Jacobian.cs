using System.Buffers;
using Amaters.Circuits.Fields;
using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Curve;

/// <summary>A point of y² = x³ + 4(1 + u) over Fp2 in Jacobian coordinates, (X/Z², Y/Z³), for sums of many points; infinity is Z = 0.</summary>
/// <remarks>Made from <see cref="G2Affine"/> points, so a member of the subgroup like them. Default: infinity.</remarks>
public readonly struct G2Jacobian : IGroupElement<G2Jacobian, G2Affine>, IEquatable<G2Jacobian>
{
    private readonly Fp2 _x, _y, _z;

    private G2Jacobian(in Fp2 x, in Fp2 y, in Fp2 z)
    {
        _x = x;
        _y = y;
        _z = z;
    }

    /// <inheritdoc/>
    public static G2Jacobian Infinity => default;

    /// <inheritdoc/>
    public bool IsInfinity => _z.IsZero;

    /// <summary>The projective X.</summary>
    internal Fp2 X => _x;

    /// <summary>The projective Y.</summary>
    internal Fp2 Y => _y;

    /// <summary>The projective Z.</summary>
    internal Fp2 Z => _z;

    /// <inheritdoc/>
    public static G2Jacobian FromAffine(in G2Affine point) => point.IsInfinity ? default : new G2Jacobian(point.X, point.Y, Fp2.One);

    /// <summary>A point from Jacobian coordinates that the caller knows to be a point of the subgroup.</summary>
    internal static G2Jacobian FromCoordinatesUnchecked(in Fp2 x, in Fp2 y, in Fp2 z) => new(x, y, z);

    /// <inheritdoc/>
    public G2Affine ToAffine() => IsInfinity ? default : ToAffine(_z.Inverse());

    /// <inheritdoc/>
    public static void ToAffine(ReadOnlySpan<G2Jacobian> points, Span<G2Affine> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, points.Length);
        var rented = ArrayPool<Fp2>.Shared.Rent(points.Length);
        var inverses = rented.AsSpan(0, points.Length);
        for (var i = 0; i < points.Length; i++)
            inverses[i] = points[i]._z;
        FieldBatch.Invert(inverses);
        for (var i = 0; i < points.Length; i++)
            destination[i] = points[i].IsInfinity ? default : points[i].ToAffine(inverses[i]);
        ArrayPool<Fp2>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public G2Jacobian Double()
    {
        JacobianFormulas<Fp2>.Double(_x, _y, _z, out var x3, out var y3, out var z3);
        return new G2Jacobian(x3, y3, z3);
    }

    /// <inheritdoc/>
    public static G2Jacobian operator +(in G2Jacobian a, in G2Jacobian b)
    {
        JacobianFormulas<Fp2>.Add(a._x, a._y, a._z, b._x, b._y, b._z, out var x3, out var y3, out var z3);
        return new G2Jacobian(x3, y3, z3);
    }

    /// <inheritdoc/>
    public static G2Jacobian operator +(in G2Jacobian a, in G2Affine b)
    {
        if (b.IsInfinity)
            return a;
        JacobianFormulas<Fp2>.AddMixed(a._x, a._y, a._z, b.X, b.Y, out var x3, out var y3, out var z3);
        return new G2Jacobian(x3, y3, z3);
    }

    /// <inheritdoc/>
    public static G2Jacobian operator -(in G2Jacobian a, in G2Affine b) => a + -b;

    /// <summary>P − Q.</summary>
    public static G2Jacobian operator -(in G2Jacobian a, in G2Jacobian b) => a + -b;

    /// <inheritdoc/>
    public static G2Jacobian operator -(in G2Jacobian a) => new(a._x, -a._y, a._z);

    /// <summary>k·P.</summary>
    public static G2Jacobian operator *(in G2Jacobian point, in Fr scalar) => ScalarMultiplication.Multiply<G2Jacobian, G2Affine>(point, scalar);

    /// <summary>Σ kᵢ·Pᵢ; infinity for no points.</summary>
    public static G2Jacobian Sum(ReadOnlySpan<G2Affine> points, ReadOnlySpan<Fr> scalars) => ScalarMultiplication.Sum<G2Jacobian, G2Affine>(points, scalars);

    /// <summary>Whether both are the same point, whatever their Z.</summary>
    public static bool operator ==(in G2Jacobian a, in G2Jacobian b) => JacobianFormulas<Fp2>.Equal(a._x, a._y, a._z, b._x, b._y, b._z);

    /// <summary>Whether the points differ.</summary>
    public static bool operator !=(in G2Jacobian a, in G2Jacobian b) => !(a == b);

    /// <inheritdoc/>
    public bool Equals(G2Jacobian other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is G2Jacobian other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => ToAffine().GetHashCode();

    /// <summary>The affine coordinates in hexadecimal, or "infinity".</summary>
    public override string ToString() => ToAffine().ToString();

    private G2Affine ToAffine(in Fp2 zInverse)
    {
        var squared = zInverse.Square();
        return G2Affine.FromCoordinatesUnchecked(_x * squared, _y * squared * zInverse);
    }
}
