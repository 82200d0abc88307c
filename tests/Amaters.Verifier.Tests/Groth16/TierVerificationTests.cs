using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Groth16;

namespace Amaters.Verifier.Tests.Groth16;

/// <summary>All tiers give the same verdicts: for valid and invalid proofs, for batches of any size, with a bad proof in any lane.</summary>
public sealed class TierVerificationTests
{
    private static readonly ToxicSetup Setup = new(seed: 9, inputCount: 1);
    private static readonly ProofClaim[] Valid = [.. Enumerable.Range(1, 64).Select(i =>
    {
        Fr[] inputs = [Fr.FromInt64(i).Inverse()];
        return new ProofClaim(inputs, Setup.Forge(inputs, Fr.FromInt64(i + 100), Fr.FromInt64(i + 200)));
    })];

    [Theory]
    [InlineData(SimdTier.Avx512)]
    [InlineData(SimdTier.Avx2)]
    [InlineData(SimdTier.Plain)]
    public void One_proof_is_judged_alike(SimdTier tier)
    {
        var key = KeyOf(tier);
        Assert.Equal(Setup.PreparedKey.AlphaBeta, key.AlphaBeta);
        foreach (var claim in Valid.AsSpan(0, 4))
        {
            Assert.True(Groth16Verifier.Verify(key, [.. claim.Inputs], claim.Proof).IsAccepted);
            Assert.Equal(ProofRejection.EquationDoesNotHold, Groth16Verifier.Verify(key, [claim.Inputs[0] + Fr.One], claim.Proof).Rejection);
            Assert.True(Groth16Verifier.Verify(key, [.. claim.Inputs], new Groth16Proof(-claim.Proof.A, -claim.Proof.B, claim.Proof.C)).IsAccepted);
            foreach (var changed in Variants(claim.Proof))
                Assert.Equal(ProofRejection.EquationDoesNotHold, Groth16Verifier.Verify(key, [.. claim.Inputs], changed).Rejection);
        }
    }

    [Theory]
    [InlineData(SimdTier.Avx512)]
    [InlineData(SimdTier.Avx2)]
    [InlineData(SimdTier.Plain)]
    public void Batches_of_any_size_are_accepted_when_all_proofs_are_valid(SimdTier tier)
    {
        var key = KeyOf(tier);
        int[] sizes = tier == SimdTier.Plain ? [1, 3, 9] : [.. Enumerable.Range(1, 17), 64];
        foreach (var size in sizes)
            Assert.True(Groth16Verifier.VerifyBatch(key, Valid.AsSpan(0, size)).Overall.IsAccepted, $"{size} proofs");
        Assert.Equal(ProofRejection.EmptyBatch, Groth16Verifier.VerifyBatch(key, []).Overall.Rejection);
    }

    [Theory]
    [InlineData(SimdTier.Avx512)]
    [InlineData(SimdTier.Avx2)]
    public void A_bad_proof_is_named_in_any_lane(SimdTier tier)
    {
        var key = KeyOf(tier);
        for (var bad = 0; bad < 10; bad++)
        {
            var claims = Valid.AsSpan(0, 10).ToArray();
            var variants = Variants(claims[bad].Proof);
            claims[bad] = claims[bad] with { Proof = variants[bad % variants.Length] };
            var verdicts = Groth16Verifier.VerifyBatch(key, claims).Verdicts;
            for (var i = 0; i < claims.Length; i++)
                Assert.Equal(i != bad, verdicts[i].IsAccepted);
        }
    }

    [Theory]
    [InlineData(SimdTier.Avx512)]
    [InlineData(SimdTier.Avx2)]
    [InlineData(SimdTier.Plain)]
    public void A_key_of_more_inputs_than_have_tables_verifies_too(SimdTier tier)
    {
        var setup = new ToxicSetup(seed: 10, inputCount: 6);
        var key = KeyOf(tier, setup);
        Fr[] inputs = [.. Enumerable.Range(1, 6).Select(i => -Fr.FromInt64(i))];
        var proof = setup.Forge(inputs, Fr.FromUInt64(3), Fr.FromUInt64(4));
        Assert.True(Groth16Verifier.Verify(key, inputs, proof).IsAccepted);
        Assert.True(Groth16Verifier.VerifyBatch(key, [new ProofClaim(inputs, proof), new ProofClaim(inputs, proof)]).Overall.IsAccepted);
        inputs[5] += Fr.One;
        Assert.False(Groth16Verifier.Verify(key, inputs, proof).IsAccepted);
    }

    private static Groth16Proof[] Variants(Groth16Proof proof) =>
    [
        new(-proof.A, proof.B, proof.C),
        new(proof.A, -proof.B, proof.C),
        new(proof.A, proof.B, -proof.C),
        new(proof.C, proof.B, proof.A),
        new(proof.A, (G2Jacobian.FromAffine(proof.B) + G2Affine.Generator).ToAffine(), proof.C),
        new((G1Jacobian.FromAffine(proof.A) + G1Affine.Generator).ToAffine(), proof.B, proof.C),
    ];

    private static PreparedVerifyingKey KeyOf(SimdTier tier, ToxicSetup? setup = null)
    {
        Assert.SkipUnless(Simd.IsSupported(tier), $"This processor does not support {tier}.");
        return new PreparedVerifyingKey((setup ?? Setup).Key, tier);
    }
}
