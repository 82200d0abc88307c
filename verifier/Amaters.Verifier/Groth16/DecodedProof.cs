namespace Amaters.Verifier.Groth16;

/// <summary>What became of the bytes of a proof: the proof, or why they are none.</summary>
/// <param name="Proof">The proof; null where the bytes are refused.</param>
/// <param name="Rejection">Why they are refused; <see cref="ProofRejection.NotVerified"/> for a proof, because decoding verifies nothing.</param>
public readonly record struct DecodedProof(Groth16Proof? Proof, ProofRejection Rejection);
