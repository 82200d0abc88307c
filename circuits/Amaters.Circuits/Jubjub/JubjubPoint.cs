using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Jubjub;

/// <summary>A point that is known to lie in Jubjub's subgroup of prime order l. The default value is the identity.</summary>
public readonly partial struct JubjubPoint : IEquatable<JubjubPoint>
{
    private readonly JubjubCurvePoint _point;

    private JubjubPoint(in JubjubCurvePoint point) => _point = point;

    /// <summary>The neutral element (0, 1).</summary>
    public static JubjubPoint Identity => default;

    /// <summary>The first coordinate.</summary>
    public Fr U => _point.U;

    /// <summary>The second coordinate.</summary>
    public Fr V => _point.V;

    /// <summary>True for the neutral element, the only point here whose order is not l.</summary>
    public bool IsIdentity => _point.IsIdentity;

    /// <summary>Equality of points.</summary>
    public static bool operator ==(in JubjubPoint p, in JubjubPoint q) => p._point == q._point;

    /// <summary>Inequality of points.</summary>
    public static bool operator !=(in JubjubPoint p, in JubjubPoint q) => p._point != q._point;

    /// <summary>P + Q.</summary>
    public static JubjubPoint operator +(in JubjubPoint p, in JubjubPoint q) => new(p._point + q._point);

    /// <summary>P − Q.</summary>
    public static JubjubPoint operator -(in JubjubPoint p, in JubjubPoint q) => new(p._point + -q._point);

    /// <summary>−P.</summary>
    public static JubjubPoint operator -(in JubjubPoint p) => new(-p._point);

    /// <summary>n·P in time that depends on n: for public scalars. Secret ones multiply <see cref="Generator"/> by <see cref="MultiplyGenerator"/>.</summary>
    public JubjubPoint MultiplyPublic(in JubjubScalar n)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        n.ToStandardLimbs(limbs);
        return new JubjubPoint(JubjubCurvePoint.FromExtended(_point.ToExtended().Multiply(limbs, JubjubCurve.ScalarBitCount)));
    }

    /// <summary>The same point without the proof that it lies in the subgroup.</summary>
    public JubjubCurvePoint ToCurvePoint() => _point;

    /// <summary>Writes the 32-byte encoding of <see cref="JubjubCurvePoint"/>.</summary>
    /// <exception cref="ArgumentException">The span is shorter than 32 bytes.</exception>
    public void Encode(Span<byte> destination) => _point.Encode(destination);

    /// <summary>Reads exactly 32 bytes that encode a point of the subgroup.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, out JubjubPoint point, out JubjubRejection reason)
    {
        point = default;
        if (!JubjubCurvePoint.TryDecode(source, out var onCurve, out reason))
            return false;
        if (!onCurve.TryToSubgroup(out point))
        {
            reason = JubjubRejection.NotInSubgroup;
            return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public bool Equals(JubjubPoint other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JubjubPoint other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => _point.GetHashCode();

    /// <summary>The coordinates as hexadecimal integers.</summary>
    public override string ToString() => _point.ToString();

    /// <summary>Wraps a point that the caller knows to lie in the subgroup.</summary>
    internal static JubjubPoint Trusted(in JubjubCurvePoint point) => new(point);
}
