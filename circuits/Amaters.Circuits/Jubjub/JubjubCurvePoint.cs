using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Jubjub;

/// <summary>A point that is known to lie on Jubjub, of any order. The default value is the identity (0, 1).</summary>
public readonly struct JubjubCurvePoint : IEquatable<JubjubCurvePoint>
{
    /// <summary>Length of the encoding: v as 32 little-endian bytes, with the parity of u in the top bit of the last one.</summary>
    public const int EncodedByteCount = Fr.EncodedByteCount;

    private const byte SignBit = 0x80;

    // v − 1 is kept instead of v, so that the default value is a point.
    private readonly Fr _u;
    private readonly Fr _vMinusOne;

    private JubjubCurvePoint(in Fr u, in Fr v)
    {
        _u = u;
        _vMinusOne = v - Fr.One;
    }

    /// <summary>The first coordinate.</summary>
    public Fr U => _u;

    /// <summary>The second coordinate.</summary>
    public Fr V => _vMinusOne + Fr.One;

    /// <summary>True for the neutral element (0, 1).</summary>
    public bool IsIdentity => _u.IsZero && _vMinusOne.IsZero;

    /// <summary>Equality of points.</summary>
    public static bool operator ==(in JubjubCurvePoint p, in JubjubCurvePoint q) => p._u == q._u && p._vMinusOne == q._vMinusOne;

    /// <summary>Inequality of points.</summary>
    public static bool operator !=(in JubjubCurvePoint p, in JubjubCurvePoint q) => !(p == q);

    /// <summary>P + Q.</summary>
    public static JubjubCurvePoint operator +(in JubjubCurvePoint p, in JubjubCurvePoint q) => FromExtended(p.ToExtended() + q.ToExtended());

    /// <summary>−P.</summary>
    public static JubjubCurvePoint operator -(in JubjubCurvePoint p) => new(-p._u, p.V);

    /// <summary>The point of these coordinates; false when they do not satisfy the curve equation.</summary>
    public static bool TryFromCoordinates(in Fr u, in Fr v, out JubjubCurvePoint point)
    {
        bool isOnCurve = JubjubCurve.Contains(u, v);
        point = isOnCurve ? new JubjubCurvePoint(u, v) : default;
        return isOnCurve;
    }

    /// <summary>8·P, which always lies in the subgroup of order l.</summary>
    public JubjubPoint ClearCofactor() => JubjubPoint.Trusted(FromExtended(ToExtended().Double().Double().Double()));

    /// <summary>This point with the proof that its order divides l; false when it has a component of small order.</summary>
    public bool TryToSubgroup(out JubjubPoint point)
    {
        Span<ulong> order = stackalloc ulong[4];
        JubjubScalar.ModulusLimbs.CopyTo(order);
        bool isInSubgroup = ToExtended().Multiply(order, JubjubCurve.ScalarBitCount).IsIdentity;
        point = isInSubgroup ? JubjubPoint.Trusted(this) : default;
        return isInSubgroup;
    }

    /// <summary>Writes the 32-byte encoding to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The span is shorter than 32 bytes.</exception>
    public void Encode(Span<byte> destination)
    {
        V.Encode(destination);
        if (_u.IsOdd)
            destination[EncodedByteCount - 1] |= SignBit;
    }

    /// <summary>Reads exactly the 32 bytes that <see cref="Encode"/> writes; every point has one encoding.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, out JubjubCurvePoint point, out JubjubRejection reason)
    {
        point = default;
        if (source.Length != EncodedByteCount)
            return Reject(JubjubRejection.WrongLength, out reason);

        Span<byte> bytes = stackalloc byte[EncodedByteCount];
        source.CopyTo(bytes);
        bool sign = (bytes[^1] & SignBit) != 0;
        bytes[^1] &= SignBit - 1;
        if (!Fr.TryDecode(bytes, out var v))
            return Reject(JubjubRejection.NonCanonicalCoordinate, out reason);

        // u² = (v² − 1) / (1 + d·v²); the denominator is never 0 because −1/d is no square.
        var v2 = v.Square();
        if (((v2 - Fr.One) * (Fr.One + (JubjubCurve.D * v2)).Inverse()).SquareRoot() is not { } u)
            return Reject(JubjubRejection.NotOnCurve, out reason);
        if (u.IsZero && sign)
            return Reject(JubjubRejection.NonCanonicalSign, out reason);

        point = new JubjubCurvePoint(u.IsOdd == sign ? u : -u, v);
        reason = JubjubRejection.None;
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(JubjubCurvePoint other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JubjubCurvePoint other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_u, _vMinusOne);

    /// <summary>The coordinates as hexadecimal integers.</summary>
    public override string ToString() => $"({U}, {V})";

    internal static JubjubCurvePoint FromExtended(in ExtendedPoint point)
    {
        var (u, v) = point.ToAffine();
        return new JubjubCurvePoint(u, v);
    }

    internal ExtendedPoint ToExtended() => ExtendedPoint.FromAffine(_u, V);

    private static bool Reject(JubjubRejection cause, out JubjubRejection reason)
    {
        reason = cause;
        return false;
    }
}
