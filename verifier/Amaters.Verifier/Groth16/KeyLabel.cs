using Amaters.Circuits.Constraints;
using Amaters.Circuits.Statements;

namespace Amaters.Verifier.Groth16;

/// <summary>What a verifying key is for. The points of a key do not show it, so it travels with them and under the key's digest.</summary>
/// <param name="IsDevelopment">Whether one party made the set-up and could forge proofs; refused in production.</param>
/// <param name="Circuit">Digest of the constraint system; all zero where it is unknown, as in a key read from JSON.</param>
/// <param name="Shape">The sizes of the batch circuit; null for any other circuit.</param>
/// <remarks>The default value labels a production key of an unknown circuit, so a key is trusted by its digest, not by its label.</remarks>
public readonly record struct KeyLabel(bool IsDevelopment, CircuitDigest Circuit, CircuitShape? Shape);
