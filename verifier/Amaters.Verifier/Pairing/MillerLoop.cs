using System.Numerics;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Pairing;

/// <summary>Collects pairs of points and computes the product of their Miller functions, f_{x,Q}(P), with shared squarings.</summary>
/// <remarks>
/// Optimal ate (Vercauteren, eprint 2008/096): for BLS curves the loop runs over the seed x alone and needs no final additions.
/// x is negative, so the loop over |x| ends with a conjugation. A pair with infinity contributes the factor one.
/// </remarks>
public sealed class MillerLoop
{
    private readonly List<G1Affine> _points = [];
    private readonly List<G2Affine> _walked = [];
    private readonly List<(G1Affine P, PreparedG2 Q)> _prepared = [];

    /// <summary>Adds the pair (P, Q).</summary>
    public void Add(in G1Affine p, in G2Affine q)
    {
        if (p.IsInfinity || q.IsInfinity)
            return;
        _points.Add(p);
        _walked.Add(q);
    }

    /// <summary>Adds the pair (P, Q) with a prepared Q.</summary>
    public void Add(in G1Affine p, PreparedG2 q)
    {
        ArgumentNullException.ThrowIfNull(q);
        if (!p.IsInfinity && !q.Point.IsInfinity)
            _prepared.Add((p, q));
    }

    /// <summary>Π f(P, Q) over all pairs; one where there are none. <see cref="FinalExponentiation"/> makes it the product of the pairings.</summary>
    public Fp12 Compute()
    {
        var walks = new LineWalk[_walked.Count];
        for (var i = 0; i < walks.Length; i++)
            walks[i] = new LineWalk(_walked[i]);

        var f = Fp12.One;
        var line = 0;
        for (var bit = BitOperations.Log2(CurveSeed.Magnitude) - 1; bit >= 0; bit--)
        {
            f = f.Square();
            for (var i = 0; i < walks.Length; i++)
                f = Line.MultiplyAt(f, walks[i].Double(), _points[i]);
            f = MultiplyByPrepared(f, line++);
            if ((CurveSeed.Magnitude >> bit & 1) == 0)
                continue;
            for (var i = 0; i < walks.Length; i++)
                f = Line.MultiplyAt(f, walks[i].Add(), _points[i]);
            f = MultiplyByPrepared(f, line++);
        }

        return f.Conjugate();
    }

    private Fp12 MultiplyByPrepared(Fp12 f, int line)
    {
        foreach (var (p, q) in _prepared)
            f = Line.MultiplyAt(f, q.Lines[line], p);
        return f;
    }
}
