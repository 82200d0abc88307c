using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Groth16;

namespace Amaters.Fuzz;

/// <summary>Valid values for the decoders: well formed, though no proof of anything.</summary>
internal static class FuzzSeeds
{
    public static Groth16Proof Proof { get; } = new(G1(2), G2(3), G1(4));

    public static VerifyingKey Key { get; } =
        new(new KeyLabel(IsDevelopment: true, default, CircuitShape.Production), G1(5), G2(6), G2(1), G2(7), [G1(8), G1(9)]);

    public static BatchHeader Header { get; } = new(
        Fr.FromUInt64(1), -Fr.FromUInt64(2), Fr.FromUInt64(3), -Fr.FromUInt64(4), new BatchOutcomes(0xa5), new BatchRange(7, 49, 8), -Fr.FromUInt64(5));

    private static G1Affine G1(ulong scalar) => (G1Jacobian.FromAffine(G1Affine.Generator) * Fr.FromUInt64(scalar)).ToAffine();

    private static G2Affine G2(ulong scalar) => (G2Jacobian.FromAffine(G2Affine.Generator) * Fr.FromUInt64(scalar)).ToAffine();
}
