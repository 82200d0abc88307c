using System.Buffers;
using Amaters.Circuits.Fields;
using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Curve;

/// <summary>A point of y² = x³ + 4 over Fp in Jacobian coordinates, (X/Z², Y/Z³), for sums of many points; infinity is Z = 0.</summary>
/// <remarks>Made from <see cref="G1Affine"/> points, so a member of the subgroup like them. Default: infinity.</remarks>
public readonly struct G1Jacobian : IGroupElement<G1Jacobian, G1Affine>, IEquatable<G1Jacobian>
{
    private readonly Fp _x, _y, _z;

    private G1Jacobian(in Fp x, in Fp y, in Fp z)
    {
        _x = x;
        _y = y;
        _z = z;
    }

    /// <inheritdoc/>
    public static G1Jacobian Infinity => default;

    /// <inheritdoc/>
    public bool IsInfinity => _z.IsZero;

    /// <summary>The projective X.</summary>
    internal Fp X => _x;

    /// <summary>The projective Y.</summary>
    internal Fp Y => _y;

    /// <summary>The projective Z.</summary>
    internal Fp Z => _z;

    /// <inheritdoc/>
    public static G1Jacobian FromAffine(in G1Affine point) => point.IsInfinity ? default : new G1Jacobian(point.X, point.Y, Fp.One);

    /// <summary>A point from Jacobian coordinates that the caller knows to be a point of the subgroup.</summary>
    internal static G1Jacobian FromCoordinatesUnchecked(in Fp x, in Fp y, in Fp z) => new(x, y, z);

    /// <inheritdoc/>
    public G1Affine ToAffine() => IsInfinity ? default : ToAffine(_z.Inverse());

    /// <inheritdoc/>
    public static void ToAffine(ReadOnlySpan<G1Jacobian> points, Span<G1Affine> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, points.Length);
        var rented = ArrayPool<Fp>.Shared.Rent(points.Length);
        var inverses = rented.AsSpan(0, points.Length);
        for (var i = 0; i < points.Length; i++)
            inverses[i] = points[i]._z;
        FieldBatch.Invert(inverses);
        for (var i = 0; i < points.Length; i++)
            destination[i] = points[i].IsInfinity ? default : points[i].ToAffine(inverses[i]);
        ArrayPool<Fp>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public G1Jacobian Double()
    {
        JacobianFormulas<Fp>.Double(_x, _y, _z, out var x3, out var y3, out var z3);
        return new G1Jacobian(x3, y3, z3);
    }

    /// <inheritdoc/>
    public static G1Jacobian operator +(in G1Jacobian a, in G1Jacobian b)
    {
        JacobianFormulas<Fp>.Add(a._x, a._y, a._z, b._x, b._y, b._z, out var x3, out var y3, out var z3);
        return new G1Jacobian(x3, y3, z3);
    }

    /// <inheritdoc/>
    public static G1Jacobian operator +(in G1Jacobian a, in G1Affine b)
    {
        if (b.IsInfinity)
            return a;
        JacobianFormulas<Fp>.AddMixed(a._x, a._y, a._z, b.X, b.Y, out var x3, out var y3, out var z3);
        return new G1Jacobian(x3, y3, z3);
    }

    /// <inheritdoc/>
    public static G1Jacobian operator -(in G1Jacobian a, in G1Affine b) => a + -b;

    /// <summary>P − Q.</summary>
    public static G1Jacobian operator -(in G1Jacobian a, in G1Jacobian b) => a + -b;

    /// <inheritdoc/>
    public static G1Jacobian operator -(in G1Jacobian a) => new(a._x, -a._y, a._z);

    /// <summary>k·P.</summary>
    public static G1Jacobian operator *(in G1Jacobian point, in Fr scalar) => ScalarMultiplication.Multiply<G1Jacobian, G1Affine>(point, scalar);

    /// <summary>Σ kᵢ·Pᵢ; infinity for no points.</summary>
    public static G1Jacobian Sum(ReadOnlySpan<G1Affine> points, ReadOnlySpan<Fr> scalars) => ScalarMultiplication.Sum<G1Jacobian, G1Affine>(points, scalars);

    /// <summary>Whether both are the same point, whatever their Z.</summary>
    public static bool operator ==(in G1Jacobian a, in G1Jacobian b) => JacobianFormulas<Fp>.Equal(a._x, a._y, a._z, b._x, b._y, b._z);

    /// <summary>Whether the points differ.</summary>
    public static bool operator !=(in G1Jacobian a, in G1Jacobian b) => !(a == b);

    /// <inheritdoc/>
    public bool Equals(G1Jacobian other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is G1Jacobian other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => ToAffine().GetHashCode();

    /// <summary>The affine coordinates in hexadecimal, or "infinity".</summary>
    public override string ToString() => ToAffine().ToString();

    private G1Affine ToAffine(in Fp zInverse)
    {
        var squared = zInverse.Square();
        return G1Affine.FromCoordinatesUnchecked(_x * squared, _y * squared * zInverse);
    }
}
