using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Groth16.Vector;
using Amaters.Verifier.Pairing;

namespace Amaters.Verifier.Groth16;

/// <summary>A verifying key with everything computed that does not depend on a proof: e(α, β) and the lines of γ and δ.</summary>
/// <remarks>About 45 kB, and 460 kB more where verification runs in eight lanes; safe to share between threads.</remarks>
public sealed class PreparedVerifyingKey
{
    /// <summary>Prepares a key, at about the price of one plain verification.</summary>
    public PreparedVerifyingKey(VerifyingKey key)
        : this(key, Simd.Tier)
    {
    }

    /// <summary>Prepares a key for verification with a tier that this processor has.</summary>
    internal PreparedVerifyingKey(VerifyingKey key, SimdTier tier)
    {
        ArgumentNullException.ThrowIfNull(key);
        Key = key;
        Tier = tier;
        Gamma = new PreparedG2(key.Gamma);
        Delta = new PreparedG2(key.Delta);
        Lanes = tier == SimdTier.Avx512 ? new LaneKey(this) : null;
        AlphaBeta = Lanes?.Pair(key.Alpha, key.Beta) ?? OptimalAte.Pair(key.Alpha, key.Beta);
    }

    /// <summary>The key.</summary>
    public VerifyingKey Key { get; }

    /// <summary>The arithmetic that verification uses.</summary>
    internal SimdTier Tier { get; }

    /// <summary>What single verification in eight lanes needs; null on other tiers, which verify single proofs with plain arithmetic.</summary>
    internal LaneKey? Lanes { get; }

    /// <summary>e(α, β).</summary>
    internal Fp12 AlphaBeta { get; }

    /// <summary>The lines of γ.</summary>
    internal PreparedG2 Gamma { get; }

    /// <summary>The lines of δ.</summary>
    internal PreparedG2 Delta { get; }

    /// <summary>L = IC₀ + Σ xᵢ·ICᵢ₊₁ for as many inputs x as the key has.</summary>
    internal G1Jacobian CommitToInputs(ReadOnlySpan<Fr> inputs) => G1Jacobian.Sum(Key.InputCommitments[1..], inputs) + Key.InputCommitments[0];
}
