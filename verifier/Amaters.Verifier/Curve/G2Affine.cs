using System.Runtime.InteropServices;
using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Curve;

/// <summary>A point of G2 in affine coordinates: on the curve y² = x³ + 4(1 + u) over Fp2 and in its subgroup of order r.</summary>
/// <remarks>
/// <para>The type is the proof of that: it is made only by <see cref="TryCreate"/>, by decoding and by arithmetic on such points,
/// or by internal code that says <c>Unchecked</c> and answers for it.</para>
/// <para>Infinity is (0, 0), which does not solve the equation; it is also the default value. The struct's 192 bytes are the form
/// of a G2 point in an iden3 <c>.zkey</c> file.</para>
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly partial struct G2Affine : IEquatable<G2Affine>
{
    private readonly Fp2 _x, _y;

    private G2Affine(in Fp2 x, in Fp2 y)
    {
        _x = x;
        _y = y;
    }

    /// <summary>The standard generator.</summary>
    public static G2Affine Generator { get; } = FromCoordinatesUnchecked(
        new Fp2(
            Fp.FromHex("024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"),
            Fp.FromHex("13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e")),
        new Fp2(
            Fp.FromHex("0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801"),
            Fp.FromHex("0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be")));

    /// <summary>The point at infinity, the neutral element; the default value.</summary>
    public static G2Affine Infinity => default;

    /// <summary>The x-coordinate; zero at infinity.</summary>
    public Fp2 X => _x;

    /// <summary>The y-coordinate; zero at infinity.</summary>
    public Fp2 Y => _y;

    /// <summary>Whether this is the neutral element.</summary>
    public bool IsInfinity => _x.IsZero && _y.IsZero;

    /// <summary>The point with the given coordinates, if they solve the equation and the point is in the subgroup.</summary>
    /// <param name="x">The x-coordinate.</param>
    /// <param name="y">The y-coordinate.</param>
    /// <param name="point">The point, or infinity when refused.</param>
    /// <param name="rejection">Why it is refused: <see cref="PointRejection.NotOnCurve"/> or <see cref="PointRejection.NotInSubgroup"/>.</param>
    public static bool TryCreate(in Fp2 x, in Fp2 y, out G2Affine point, out PointRejection rejection)
    {
        point = default;
        rejection = PointRejection.None;
        if (!IsOnCurve(x, y))
        {
            rejection = PointRejection.NotOnCurve;
            return false;
        }

        var candidate = new G2Affine(x, y);
        if (!candidate.IsInSubgroup())
        {
            rejection = PointRejection.NotInSubgroup;
            return false;
        }

        point = candidate;
        return true;
    }

    /// <summary>Whether y² = x³ + 4(1 + u).</summary>
    public static bool IsOnCurve(in Fp2 x, in Fp2 y) => y.Square() == (x.Square() * x) + B;

    /// <summary>The constant 4(1 + u) of the curve equation.</summary>
    internal static Fp2 B { get; } = new(Fp.FromUInt64(4), Fp.FromUInt64(4));

    /// <summary>A point from coordinates that the caller knows to lie on the curve and in the subgroup, or (0, 0) for infinity.</summary>
    internal static G2Affine FromCoordinatesUnchecked(in Fp2 x, in Fp2 y) => new(x, y);

    /// <summary>−P = (x, −y).</summary>
    public static G2Affine operator -(in G2Affine point) => new(point._x, -point._y);

    /// <summary>Whether both are the same point.</summary>
    public static bool operator ==(in G2Affine a, in G2Affine b) => a._x == b._x && a._y == b._y;

    /// <summary>Whether the points differ.</summary>
    public static bool operator !=(in G2Affine a, in G2Affine b) => !(a == b);

    /// <inheritdoc/>
    public bool Equals(G2Affine other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is G2Affine other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_x, _y);

    /// <summary>Both coordinates in hexadecimal, or "infinity".</summary>
    public override string ToString() => IsInfinity ? "infinity" : $"({_x}, {_y})";
}
