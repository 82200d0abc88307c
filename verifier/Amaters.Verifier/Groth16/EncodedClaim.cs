using Amaters.Circuits.Fields;

namespace Amaters.Verifier.Groth16;

/// <summary>The bytes of a proof and the public inputs that it is said to be for: a line of a batch verification that decodes too.</summary>
/// <param name="Inputs">The public inputs, derived by the verifier and never taken from the prover.</param>
/// <param name="Proof">The 192 bytes of the proof, from anywhere.</param>
public sealed record EncodedClaim(IReadOnlyList<Fr> Inputs, ReadOnlyMemory<byte> Proof);
