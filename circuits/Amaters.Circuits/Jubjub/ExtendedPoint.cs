using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Jubjub;

/// <summary>Extended coordinates of a curve point: u = X/Z, v = Y/Z, T = X·Y/Z. For chains of operations without divisions.</summary>
/// <remarks>
/// Formulas: Hisil, Wong, Carter, Dawson, "Twisted Edwards Curves Revisited", 2008, for a = −1: addition
/// <c>add-2008-hwcd-3</c>, doubling <c>dbl-2008-hwcd</c>. Both are complete here, so they also add equal and opposite
/// points and the identity.
/// </remarks>
internal readonly struct ExtendedPoint(in Fr x, in Fr y, in Fr z, in Fr t)
{
    private readonly Fr _x = x;
    private readonly Fr _y = y;
    private readonly Fr _z = z;
    private readonly Fr _t = t;

    private static readonly Fr TwiceD = JubjubCurve.D.Double();

    public static ExtendedPoint Identity => new(Fr.Zero, Fr.One, Fr.One, Fr.Zero);

    public bool IsIdentity => _x.IsZero && _y == _z;

    public static ExtendedPoint FromAffine(in Fr u, in Fr v) => new(u, v, Fr.One, u * v);

    public static ExtendedPoint operator +(in ExtendedPoint p, in ExtendedPoint q)
    {
        var a = (p._y - p._x) * (q._y - q._x);
        var b = (p._y + p._x) * (q._y + q._x);
        var c = p._t * TwiceD * q._t;
        var d = (p._z * q._z).Double();
        Fr e = b - a, f = d - c, g = d + c, h = b + a;
        return new ExtendedPoint(e * f, g * h, f * g, e * h);
    }

    public static ExtendedPoint operator -(in ExtendedPoint p) => new(-p._x, p._y, p._z, -p._t);

    public ExtendedPoint Double()
    {
        var a = _x.Square();
        var b = _y.Square();
        var c = _z.Square().Double();
        var e = (_x + _y).Square() - a - b;
        Fr g = b - a, h = -(a + b);
        var f = g - c;
        return new ExtendedPoint(e * f, g * h, f * g, e * h);
    }

    /// <summary>n·P for a public n of so many bits, most significant first. Time depends on n.</summary>
    public ExtendedPoint Multiply(ReadOnlySpan<ulong> limbs, int bitCount)
    {
        var result = Identity;
        for (int i = bitCount - 1; i >= 0; i--)
        {
            result = result.Double();
            if (((limbs[i >> 6] >> (i & 63)) & 1) != 0)
                result += this;
        }

        return result;
    }

    /// <summary>(u, v) of each point, with one field inversion for all.</summary>
    public static (Fr U, Fr V)[] ToAffine(ReadOnlySpan<ExtendedPoint> points)
    {
        var inverses = new Fr[points.Length];
        for (int i = 0; i < points.Length; i++)
            inverses[i] = points[i]._z;
        Fr.BatchInvert(inverses);

        var affine = new (Fr U, Fr V)[points.Length];
        for (int i = 0; i < points.Length; i++)
            affine[i] = (points[i]._x * inverses[i], points[i]._y * inverses[i]);
        return affine;
    }

    /// <summary>(u, v), at the price of one field inversion.</summary>
    public (Fr U, Fr V) ToAffine()
    {
        var inverse = _z.Inverse();
        return (_x * inverse, _y * inverse);
    }
}
