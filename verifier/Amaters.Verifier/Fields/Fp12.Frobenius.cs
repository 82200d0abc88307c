namespace Amaters.Verifier.Fields;

/// <content>The p-power maps: (Σ aᵢ·wⁱ)^p = Σ āᵢ·γⁱ·wⁱ and (Σ aᵢ·wⁱ)^(p²) = Σ aᵢ·N(γⁱ)·wⁱ, with γ = ξ^((p−1)/6).</content>
public readonly partial struct Fp12
{
    /// <summary>a^p.</summary>
    public Fp12 Frobenius()
    {
        var gamma = FrobeniusConstants.Gamma;
        return new Fp12(
            new Fp6(_c0.C0.Conjugate(), _c0.C1.Conjugate() * gamma[2], _c0.C2.Conjugate() * gamma[4]),
            new Fp6(_c1.C0.Conjugate() * gamma[1], _c1.C1.Conjugate() * gamma[3], _c1.C2.Conjugate() * gamma[5]));
    }

    /// <summary>a^(p²).</summary>
    public Fp12 FrobeniusSquared()
    {
        var norm = FrobeniusConstants.GammaNorm;
        return new Fp12(
            new Fp6(_c0.C0, _c0.C1 * norm[2], _c0.C2 * norm[4]),
            new Fp6(_c1.C0 * norm[1], _c1.C1 * norm[3], _c1.C2 * norm[5]));
    }
}
