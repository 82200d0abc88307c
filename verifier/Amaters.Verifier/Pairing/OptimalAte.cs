using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Pairing;

/// <summary>The pairing e: G1 × G2 → GT, the r-th roots of unity of Fp12. See <see cref="FinalExponentiation"/> for its normalisation.</summary>
public static class OptimalAte
{
    /// <summary>e(P, Q); one where either is infinity.</summary>
    public static Fp12 Pair(in G1Affine p, in G2Affine q)
    {
        var loop = new MillerLoop();
        loop.Add(p, q);
        return FinalExponentiation.Compute(loop.Compute());
    }

    /// <summary>Whether Π e(Pᵢ, Qᵢ) = 1; true for no pairs, the empty product.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static bool ProductIsOne(ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q)
    {
        if (p.Length != q.Length)
            throw new ArgumentException($"{p.Length} points of G1, but {q.Length} of G2.", nameof(q));
        var loop = new MillerLoop();
        for (var i = 0; i < p.Length; i++)
            loop.Add(p[i], q[i]);
        return FinalExponentiation.Compute(loop.Compute()).IsOne;
    }
}
