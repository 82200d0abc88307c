using Amaters.Circuits.Fields;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Pairing;

namespace Amaters.Verifier.Groth16;

/// <summary>A verifying key with everything computed that does not depend on a proof: e(α, β) and the lines of γ and δ.</summary>
/// <remarks>About 45 kB; safe to share between threads.</remarks>
public sealed class PreparedVerifyingKey
{
    /// <summary>Prepares a key, at about the price of one verification.</summary>
    public PreparedVerifyingKey(VerifyingKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Key = key;
        AlphaBeta = OptimalAte.Pair(key.Alpha, key.Beta);
        Gamma = new PreparedG2(key.Gamma);
        Delta = new PreparedG2(key.Delta);
    }

    /// <summary>The key.</summary>
    public VerifyingKey Key { get; }

    /// <summary>e(α, β).</summary>
    internal Fp12 AlphaBeta { get; }

    /// <summary>The lines of γ.</summary>
    internal PreparedG2 Gamma { get; }

    /// <summary>The lines of δ.</summary>
    internal PreparedG2 Delta { get; }

    /// <summary>L = IC₀ + Σ xᵢ·ICᵢ₊₁ for as many inputs x as the key has.</summary>
    internal G1Jacobian CommitToInputs(ReadOnlySpan<Fr> inputs) => G1Jacobian.Sum(Key.InputCommitments[1..], inputs) + Key.InputCommitments[0];
}
