using Amaters.Circuits.Fields;

namespace Amaters.Verifier.Groth16;

/// <summary>A proof and the public inputs that it is said to be for: one line of a batch verification.</summary>
/// <param name="Inputs">The public inputs, derived by the verifier and never taken from the prover.</param>
/// <param name="Proof">The proof.</param>
public sealed record ProofClaim(IReadOnlyList<Fr> Inputs, Groth16Proof Proof);
