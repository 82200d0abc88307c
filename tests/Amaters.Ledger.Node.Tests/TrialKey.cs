using Amaters.Circuits.Constraints;
using Amaters.Circuits.Statements;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Groth16;

namespace Amaters.Ledger.Node.Tests;

/// <summary>A verifying key that no proof satisfies, for tests that need a ledger and no batches.</summary>
internal static class TrialKey
{
    public static VerifyingKey Create(bool isDevelopment = true) => new(
        new KeyLabel(isDevelopment, default(CircuitDigest), new CircuitShape(2, 4)),
        G1Affine.Generator,
        G2Affine.Generator,
        G2Affine.Generator,
        G2Affine.Generator,
        [G1Affine.Generator, G1Affine.Generator]);
}
