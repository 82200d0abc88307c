using System.Runtime.InteropServices;
using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Curve;

/// <summary>A point of G1 in affine coordinates: on the curve y² = x³ + 4 over Fp and in its subgroup of order r.</summary>
/// <remarks>
/// <para>The type is the proof of that: it is made only by <see cref="TryCreate"/>, by decoding and by arithmetic on such points,
/// or by internal code that says <c>Unchecked</c> and answers for it.</para>
/// <para>Infinity is (0, 0), which does not solve the equation; it is also the default value. The struct's 96 bytes are the form
/// of a G1 point in an iden3 <c>.zkey</c> file.</para>
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly partial struct G1Affine : IEquatable<G1Affine>
{
    private readonly Fp _x, _y;

    private G1Affine(in Fp x, in Fp y)
    {
        _x = x;
        _y = y;
    }

    /// <summary>The standard generator.</summary>
    public static G1Affine Generator { get; } = FromCoordinatesUnchecked(
        Fp.FromHex("17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"),
        Fp.FromHex("08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1"));

    /// <summary>The point at infinity, the neutral element; the default value.</summary>
    public static G1Affine Infinity => default;

    /// <summary>The x-coordinate; zero at infinity.</summary>
    public Fp X => _x;

    /// <summary>The y-coordinate; zero at infinity.</summary>
    public Fp Y => _y;

    /// <summary>Whether this is the neutral element.</summary>
    public bool IsInfinity => _x.IsZero && _y.IsZero;

    /// <summary>The point with the given coordinates, if they solve the equation and the point is in the subgroup.</summary>
    /// <param name="x">The x-coordinate.</param>
    /// <param name="y">The y-coordinate.</param>
    /// <param name="point">The point, or infinity when refused.</param>
    /// <param name="rejection">Why it is refused: <see cref="PointRejection.NotOnCurve"/> or <see cref="PointRejection.NotInSubgroup"/>.</param>
    public static bool TryCreate(in Fp x, in Fp y, out G1Affine point, out PointRejection rejection)
    {
        point = default;
        rejection = PointRejection.None;
        if (!IsOnCurve(x, y))
        {
            rejection = PointRejection.NotOnCurve;
            return false;
        }

        var candidate = new G1Affine(x, y);
        if (!candidate.IsInSubgroup())
        {
            rejection = PointRejection.NotInSubgroup;
            return false;
        }

        point = candidate;
        return true;
    }

    /// <summary>Whether y² = x³ + 4.</summary>
    public static bool IsOnCurve(in Fp x, in Fp y) => y.Square() == (x.Square() * x) + B;

    /// <summary>The constant 4 of the curve equation.</summary>
    internal static Fp B { get; } = Fp.FromUInt64(4);

    /// <summary>A point from coordinates that the caller knows to lie on the curve and in the subgroup, or (0, 0) for infinity.</summary>
    internal static G1Affine FromCoordinatesUnchecked(in Fp x, in Fp y) => new(x, y);

    /// <summary>−P = (x, −y).</summary>
    public static G1Affine operator -(in G1Affine point) => new(point._x, -point._y);

    /// <summary>Whether both are the same point.</summary>
    public static bool operator ==(in G1Affine a, in G1Affine b) => a._x == b._x && a._y == b._y;

    /// <summary>Whether the points differ.</summary>
    public static bool operator !=(in G1Affine a, in G1Affine b) => !(a == b);

    /// <inheritdoc/>
    public bool Equals(G1Affine other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is G1Affine other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_x, _y);

    /// <summary>Both coordinates in hexadecimal, or "infinity".</summary>
    public override string ToString() => IsInfinity ? "infinity" : $"({_x}, {_y})";
}
