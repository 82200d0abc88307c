using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Curve;

/// <content>
/// Subgroup membership by the endomorphism φ(x, y) = (βx, y), β³ = 1, which acts on the subgroup as multiplication by −x²
/// (x the curve seed): P is in the subgroup exactly when φ(P) = −[x²]P (Scott, eprint 2021/1130, §6). A multiplication by 128
/// bits instead of the 255 of r; the tests compare it with [r]P = 0.
/// </content>
public readonly partial struct G1Affine
{
    /// <summary>Whether a point of the curve is in the subgroup of order r.</summary>
    internal bool IsInSubgroup()
    {
        if (IsInfinity)
            return true;
        var xSquaredP = CurveSeed.MultiplyByMagnitude<G1Jacobian, G1Affine>(CurveSeed.MultiplyByMagnitude<G1Jacobian, G1Affine>(G1Jacobian.FromAffine(this)));
        return -xSquaredP == G1Jacobian.FromAffine(Endomorphism());
    }

    /// <summary>φ(P) = (βx, y).</summary>
    internal G1Affine Endomorphism() => new(_x * FrobeniusConstants.CubeRootOfUnity, _y);
}
