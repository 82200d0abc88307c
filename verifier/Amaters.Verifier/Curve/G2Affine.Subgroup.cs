using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Curve;

/// <content>
/// Subgroup membership by the untwist–Frobenius–twist endomorphism ψ, which acts on the subgroup as multiplication by p ≡ x
/// (mod r), x the curve seed: P is in the subgroup exactly when ψ(P) = [x]P (Scott, eprint 2021/1130, §4). A multiplication by
/// 64 bits instead of the 255 of r; the tests compare it with [r]P = 0.
/// </content>
public readonly partial struct G2Affine
{
    /// <summary>Whether a point of the curve is in the subgroup of order r.</summary>
    internal bool IsInSubgroup()
    {
        if (IsInfinity)
            return true;
        // The seed is negative: [x]P = −[|x|]P.
        return -CurveSeed.MultiplyByMagnitude<G2Jacobian, G2Affine>(G2Jacobian.FromAffine(this)) == G2Jacobian.FromAffine(Endomorphism());
    }

    /// <summary>ψ(P) = (x̄/γ², ȳ/γ³) with γ = (1 + u)^((p−1)/6) and the bar for conjugation.</summary>
    internal G2Affine Endomorphism() => new(_x.Conjugate() * FrobeniusConstants.TwistX, _y.Conjugate() * FrobeniusConstants.TwistY);
}
