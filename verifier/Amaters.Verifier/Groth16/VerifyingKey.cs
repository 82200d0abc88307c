using Amaters.Verifier.Curve;

namespace Amaters.Verifier.Groth16;

/// <summary>What a verifier needs to know of a circuit: the public part of the set-up (Groth, eprint 2016/260, §3.2) and a label.</summary>
/// <remarks>None of its points is infinity: that is checked where a key is made, and again here.</remarks>
public sealed partial class VerifyingKey
{
    /// <summary>Most public inputs that a key may have: far above the single one of the batch circuit, and a bound for decoders.</summary>
    public const int MaxInputCount = 1024;

    private readonly G1Affine[] _inputCommitments;

    /// <summary>A key from its points.</summary>
    /// <param name="label">What the key is for, and whether its set-up may be relied on.</param>
    /// <param name="alpha">α·G1.</param>
    /// <param name="beta">β·G2.</param>
    /// <param name="gamma">γ·G2.</param>
    /// <param name="delta">δ·G2.</param>
    /// <param name="inputCommitments">IC, one more than there are public inputs.</param>
    /// <exception cref="ArgumentException">A point is infinity, or the number of commitments is out of range.</exception>
    public VerifyingKey(KeyLabel label, in G1Affine alpha, in G2Affine beta, in G2Affine gamma, in G2Affine delta, ReadOnlySpan<G1Affine> inputCommitments)
    {
        if (inputCommitments.Length is 0 or > MaxInputCount + 1)
            throw new ArgumentException($"A key has 1 to {MaxInputCount + 1} input commitments.", nameof(inputCommitments));
        if (HasInfinity(alpha, beta, gamma, delta, inputCommitments))
            throw new ArgumentException("No point of a verifying key is infinity.", nameof(alpha));
        Label = label;
        Alpha = alpha;
        Beta = beta;
        Gamma = gamma;
        Delta = delta;
        _inputCommitments = inputCommitments.ToArray();
    }

    /// <summary>What the key is for, and whether its set-up may be relied on.</summary>
    public KeyLabel Label { get; }

    /// <summary>α·G1.</summary>
    public G1Affine Alpha { get; }

    /// <summary>β·G2.</summary>
    public G2Affine Beta { get; }

    /// <summary>γ·G2; the generator itself in keys of iden3/snarkjs.</summary>
    public G2Affine Gamma { get; }

    /// <summary>δ·G2.</summary>
    public G2Affine Delta { get; }

    /// <summary>IC₀, IC₁, …, IC_n: the public inputs x commit to IC₀ + Σ xᵢ·ICᵢ.</summary>
    public ReadOnlySpan<G1Affine> InputCommitments => _inputCommitments;

    /// <summary>Number n of public inputs.</summary>
    public int InputCount => _inputCommitments.Length - 1;

    // A commitment at infinity would leave its input unbound, γ or δ at infinity would let anyone prove anything.
    private static bool HasInfinity(in G1Affine alpha, in G2Affine beta, in G2Affine gamma, in G2Affine delta, ReadOnlySpan<G1Affine> inputCommitments)
    {
        foreach (ref readonly var commitment in inputCommitments)
        {
            if (commitment.IsInfinity)
                return true;
        }

        return alpha.IsInfinity || beta.IsInfinity || gamma.IsInfinity || delta.IsInfinity;
    }
}
