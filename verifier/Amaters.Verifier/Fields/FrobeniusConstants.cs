namespace Amaters.Verifier.Fields;

/// <summary>Constants of the p-power maps, all computed at start-up from γ = (1 + u)^((p−1)/6), where 1 + u is the non-residue of the tower.</summary>
internal static class FrobeniusConstants
{
    /// <summary>γ⁰ … γ⁵: wⁱ raised to the power p is γⁱ·wⁱ, with w⁶ = 1 + u.</summary>
    public static readonly Fp2[] Gamma = GammaPowers();

    /// <summary>Norms of <see cref="Gamma"/>: wⁱ raised to the power p² is N(γⁱ)·wⁱ, and the norm lies in Fp.</summary>
    public static readonly Fp[] GammaNorm = [.. Gamma.Select(gamma => gamma.Norm())];

    /// <summary>β = N(γ²), the primitive cube root of unity for which (βx, y) = −[x²](x, y) on G1.</summary>
    public static readonly Fp CubeRootOfUnity = GammaNorm[2];

    /// <summary>1/γ², the x-factor of the endomorphism ψ of G2.</summary>
    public static readonly Fp2 TwistX = Gamma[2].Inverse();

    /// <summary>1/γ³, the y-factor of the endomorphism ψ of G2.</summary>
    public static readonly Fp2 TwistY = Gamma[3].Inverse();

    private static Fp2[] GammaPowers()
    {
        var exponent = (Fp.Modulus - 1) / 6;
        var limbs = new ulong[Fp.LimbCount];
        for (var i = 0; i < limbs.Length; i++)
            limbs[i] = (ulong)(exponent >> (64 * i) & ulong.MaxValue);

        var gamma = new Fp2(Fp.One, Fp.One).Pow(limbs);
        var powers = new Fp2[6];
        powers[0] = Fp2.One;
        for (var i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * gamma;
        return powers;
    }
}
