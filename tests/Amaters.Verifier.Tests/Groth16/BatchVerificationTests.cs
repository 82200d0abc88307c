using Amaters.Circuits.Fields;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Groth16;

namespace Amaters.Verifier.Tests.Groth16;

public sealed class BatchVerificationTests
{
    private static readonly ToxicSetup Setup = new(seed: 3, inputCount: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(33)]
    public void A_batch_of_valid_proofs_is_accepted(int count)
    {
        var verdict = Groth16Verifier.VerifyBatch(Setup.PreparedKey, ValidClaims(count));
        Assert.True(verdict.Overall.IsAccepted);
        Assert.Equal(count, verdict.Verdicts.Count);
        Assert.All(verdict.Verdicts, each => Assert.True(each.IsAccepted));
    }

    [Fact]
    public void An_empty_batch_is_rejected() =>
        Assert.Equal(ProofVerdict.Rejected(ProofRejection.EmptyBatch), Groth16Verifier.VerifyBatch(Setup.PreparedKey, []).Overall);

    [Fact]
    public void Every_bad_proof_is_named_wherever_it_stands()
    {
        for (var bad = 0; bad < 5; bad++)
        {
            var claims = ValidClaims(5);
            claims[bad] = claims[bad] with { Inputs = [Fr.FromUInt64(1000)] };
            var verdict = Groth16Verifier.VerifyBatch(Setup.PreparedKey, claims);
            Assert.Equal(ProofVerdict.Rejected(ProofRejection.EquationDoesNotHold), verdict.Overall);
            for (var i = 0; i < 5; i++)
                Assert.Equal(i != bad, verdict.Verdicts[i].IsAccepted);
        }
    }

    [Fact]
    public void Errors_that_cancel_in_a_plain_product_are_still_found()
    {
        // C moved by +G in one proof and −G in another: without random factors the product of both equations would hold.
        var claims = ValidClaims(2);
        G1Affine Moved(int i, bool up) => (up ? G1Jacobian.FromAffine(claims[i].Proof.C) + G1Affine.Generator : G1Jacobian.FromAffine(claims[i].Proof.C) - G1Affine.Generator).ToAffine();
        var moved = new[]
        {
            claims[0] with { Proof = new Groth16Proof(claims[0].Proof.A, claims[0].Proof.B, Moved(0, up: true)) },
            claims[1] with { Proof = new Groth16Proof(claims[1].Proof.A, claims[1].Proof.B, Moved(1, up: false)) },
        };
        Assert.All(Groth16Verifier.VerifyBatch(Setup.PreparedKey, moved).Verdicts, each => Assert.Equal(ProofRejection.EquationDoesNotHold, each.Rejection));

        // Valid proofs of each other's inputs cancel in the same way.
        var swapped = new[] { claims[0] with { Inputs = claims[1].Inputs }, claims[1] with { Inputs = claims[0].Inputs } };
        Assert.All(Groth16Verifier.VerifyBatch(Setup.PreparedKey, swapped).Verdicts, each => Assert.Equal(ProofRejection.EquationDoesNotHold, each.Rejection));
    }

    [Fact]
    public void Malformed_claims_are_named_with_their_own_reasons_and_do_not_spoil_the_others()
    {
        var claims = ValidClaims(4);
        claims[1] = claims[1] with { Inputs = [] };
        claims[2] = claims[2] with { Proof = new Groth16Proof(default, claims[2].Proof.B, claims[2].Proof.C) };
        var verdict = Groth16Verifier.VerifyBatch(Setup.PreparedKey, claims);
        Assert.Equal([null, ProofRejection.WrongInputCount, ProofRejection.PointAtInfinity, null], verdict.Verdicts.Select(each => each.Rejection));
        Assert.Equal(ProofRejection.WrongInputCount, verdict.Overall.Rejection);
    }

    [Fact]
    public void Encoded_claims_are_judged_as_decoded_ones_and_unreadable_ones_are_named_with_their_reasons()
    {
        var claims = ValidClaims(6);
        claims[4] = claims[4] with { Inputs = [Fr.FromUInt64(1000)] };
        EncodedClaim[] encoded = [.. claims.Select(claim => new EncodedClaim(claim.Inputs, claim.Proof.Encode()))];
        encoded[1] = encoded[1] with { Proof = encoded[1].Proof[1..] };
        encoded[2] = encoded[2] with { Inputs = [] };
        var verdict = Groth16Verifier.VerifyEncodedBatch(Setup.PreparedKey, encoded);
        Assert.Equal([null, ProofRejection.WrongLength, ProofRejection.WrongInputCount, null, ProofRejection.EquationDoesNotHold, null], verdict.Verdicts.Select(each => each.Rejection));
        Assert.Equal(ProofRejection.WrongLength, verdict.Overall.Rejection);
        Assert.Equal(ProofRejection.EmptyBatch, Groth16Verifier.VerifyEncodedBatch(Setup.PreparedKey, []).Overall.Rejection);
    }

    [Fact]
    public void Batch_and_single_verification_agree() => Gen.Bool.Array[1, 6].Sample(
        valid =>
        {
            var claims = ValidClaims(valid.Length);
            for (var i = 0; i < valid.Length; i++)
                claims[i] = valid[i] ? claims[i] : claims[i] with { Inputs = [claims[i].Inputs[0] + Fr.One] };
            var verdicts = Groth16Verifier.VerifyBatch(Setup.PreparedKey, claims).Verdicts;
            Assert.Equal(claims.Select(claim => Groth16Verifier.Verify(Setup.PreparedKey, [.. claim.Inputs], claim.Proof)), verdicts);
            Assert.Equal(valid, verdicts.Select(each => each.IsAccepted));
        },
        iter: 5);

    private static ProofClaim[] ValidClaims(int count) => [.. Enumerable.Range(1, count).Select(i =>
    {
        Fr[] inputs = [Fr.FromInt64(i)];
        return new ProofClaim(inputs, Setup.Forge(inputs, Fr.FromInt64(i + 100), Fr.FromInt64(i + 200)));
    })];
}
