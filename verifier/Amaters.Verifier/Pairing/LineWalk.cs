using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Pairing;

/// <summary>Walks T from Q to [|x|]Q on the twist, x the curve seed, and yields the tangent or chord of every step.</summary>
/// <remarks>
/// Homogeneous coordinates (X/Z, Y/Z). The untwist is (x, y) → (x/w², y/w³), so the line with slope λ through (x, y) on the
/// twist becomes, times w³, (λx − y) − λ·x_P·w² + y_P·w³. Formulas: Costello, Lange, Naehrig, eprint 2009/615, §5, in the
/// arrangement of Aranha et al., eprint 2010/526, §4. T never meets Q, −Q or infinity, because its multiple stays far below r.
/// </remarks>
internal struct LineWalk
{
    private readonly G2Affine _q;
    private Fp2 _x, _y, _z;

    /// <summary>Starts at T = Q, which must not be infinity.</summary>
    public LineWalk(in G2Affine q)
    {
        _q = q;
        _x = q.X;
        _y = q.Y;
        _z = Fp2.One;
    }

    /// <summary>T ← 2T; the tangent at the old T, times −2YZ².</summary>
    public Line Double()
    {
        var a = (_x * _y).Half();
        var b = _y.Square();
        var c = _z.Square();
        // E = 3b'Z² with b' = 4(1 + u)
        var threeC = c.Double() + c;
        var e = threeC.MultiplyByNonResidue().Double().Double();
        var f = e.Double() + e;
        var g = (b + f).Half();
        // H = 2YZ
        var h = (_y + _z).Square() - b - c;
        var j = _x.Square();
        var ee = e.Square();

        _x = a * (b - f);
        _y = g.Square() - (ee.Double() + ee);
        _z = b * h;
        return new Line(e - b, j.Double() + j, -h);
    }

    /// <summary>T ← T + Q; the chord through the old T and Q, times X − x_Q·Z.</summary>
    public Line Add()
    {
        // The slope is θ/λ.
        var theta = _y - (_q.Y * _z);
        var lambda = _x - (_q.X * _z);
        var c = theta.Square();
        var d = lambda.Square();
        var e = lambda * d;
        var f = _z * c;
        var g = _x * d;
        var h = e + f - g.Double();

        _x = lambda * h;
        _y = (theta * (g - h)) - (e * _y);
        _z *= e;
        return new Line((theta * _q.X) - (lambda * _q.Y), -theta, lambda);
    }
}
