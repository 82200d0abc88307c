using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Pairing;

namespace Amaters.Verifier.Groth16;

/// <summary>Checks e(A, B) = e(α, β) · e(L, γ) · e(C, δ), where L = IC₀ + Σᵢ xᵢ·ICᵢ₊₁.</summary>
/// <remarks>
/// <para>
/// Groth, eprint 2016/260, §3.2. Computed as FE(ML(A, B) · ML(−L, γ) · ML(−C, δ)) = e(α, β): three Miller loops in one and one
/// final exponentiation; e(α, β) is kept in the prepared key.
/// </para>
/// <para>
/// The public inputs are field elements, so an alias x + r cannot be told from x here; it is refused where bytes become
/// elements. Points are on their curves and in their subgroups by type. Timing: variable; all inputs are public.
/// </para>
/// </remarks>
public static partial class Groth16Verifier
{
    /// <summary>Verifies the proof of a batch: the public input is the header's digest, computed here and never taken from a prover.</summary>
    public static ProofVerdict Verify(PreparedVerifyingKey key, BatchHeader header, Groth16Proof proof)
    {
        ArgumentNullException.ThrowIfNull(header);
        return Verify(key, [header.Digest()], proof);
    }

    /// <summary>Verifies one proof for given public inputs.</summary>
    /// <param name="key">The key of the circuit.</param>
    /// <param name="inputs">The public inputs, in the circuit's order.</param>
    /// <param name="proof">The proof.</param>
    public static ProofVerdict Verify(PreparedVerifyingKey key, ReadOnlySpan<Fr> inputs, Groth16Proof proof)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(proof);
        if (inputs.Length != key.Key.InputCount)
            return ProofVerdict.Rejected(ProofRejection.WrongInputCount);
        if (proof.HasInfinity)
            return ProofVerdict.Rejected(ProofRejection.PointAtInfinity);

        var product = key.Lanes is { } lanes ? lanes.PairProof(proof, inputs) : PairProof(key, proof, inputs);
        return product == key.AlphaBeta ? ProofVerdict.Accepted : ProofVerdict.Rejected(ProofRejection.EquationDoesNotHold);
    }

    // e(A, B)·e(−L, γ)·e(−C, δ) with plain arithmetic.
    private static Fp12 PairProof(PreparedVerifyingKey key, Groth16Proof proof, ReadOnlySpan<Fr> inputs)
    {
        var loop = new MillerLoop();
        loop.Add(proof.A, proof.B);
        loop.Add((-key.CommitToInputs(inputs)).ToAffine(), key.Gamma);
        loop.Add(-proof.C, key.Delta);
        return FinalExponentiation.Compute(loop.Compute());
    }
}
