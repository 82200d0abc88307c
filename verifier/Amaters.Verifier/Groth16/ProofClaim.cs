using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;

namespace Amaters.Verifier.Groth16;

/// <summary>A proof and the public inputs that it is said to be for: one line of a batch verification.</summary>
/// <param name="Inputs">The public inputs, derived by the verifier and never taken from the prover.</param>
/// <param name="Proof">The proof.</param>
public sealed record ProofClaim(IReadOnlyList<Fr> Inputs, Groth16Proof Proof)
{
    /// <summary>The claim that a batch has this header.</summary>
    public static ProofClaim ForHeader(BatchHeader header, Groth16Proof proof)
    {
        ArgumentNullException.ThrowIfNull(header);
        return new ProofClaim([header.Digest()], proof);
    }
}
