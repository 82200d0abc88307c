using Amaters.Circuits.Fields;
using Amaters.Testing;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Groth16;
using Amaters.Verifier.Tests.Pairing;

namespace Amaters.Verifier.Tests.Groth16;

public sealed class Groth16VerifierTests
{
    private static readonly ToxicSetup Setup = new(seed: 1, inputCount: 2);
    private static readonly Fr[] Inputs = [Fr.FromUInt64(7), Fr.FromUInt64(11)];
    private static readonly Groth16Proof Proof = Setup.Forge(Inputs, Fr.FromUInt64(5), Fr.FromUInt64(6));

    [Fact]
    public void A_proof_of_snarkjs_is_accepted() =>
        Assert.True(Groth16Verifier.Verify(SnarkjsSample.PreparedKey, SnarkjsSample.Inputs, SnarkjsSample.Proof).IsAccepted);

    [Fact]
    public void Its_equation_also_holds_with_the_textbook_pairing() => Assert.True(HoldsByTheBook(SnarkjsSample.Key, SnarkjsSample.Inputs, SnarkjsSample.Proof));

    [Fact]
    [Trait(Tier.Name, Tier.Full)]
    public void Fast_and_textbook_verification_agree_on_valid_and_invalid_proofs() => Gen.Select(Elements.Fr, Elements.Fr, Elements.Fr.Array[2], Gen.Bool).Sample(
        (a, b, inputs, valid) =>
        {
            if (a.IsZero || b.IsZero)
                return;
            var proof = Setup.Forge(inputs, a, b);
            Fr[] claimed = valid ? inputs : [inputs[0] + Fr.One, inputs[1]];
            Assert.Equal(valid, HoldsByTheBook(Setup.Key, claimed, proof));
            Assert.Equal(valid, Groth16Verifier.Verify(Setup.PreparedKey, claimed, proof).IsAccepted);
        },
        iter: 4);

    [Fact]
    public void A_changed_input_is_rejected()
    {
        Assert.True(Groth16Verifier.Verify(Setup.PreparedKey, Inputs, Proof).IsAccepted);
        AssertRejected(ProofRejection.EquationDoesNotHold, Setup, [Inputs[0] + Fr.One, Inputs[1]], Proof);
        AssertRejected(ProofRejection.EquationDoesNotHold, Setup, [Inputs[0], Inputs[1] - Fr.One], Proof);
        AssertRejected(ProofRejection.EquationDoesNotHold, Setup, [Inputs[1], Inputs[0]], Proof);
    }

    [Fact]
    public void Another_number_of_inputs_is_rejected()
    {
        AssertRejected(ProofRejection.WrongInputCount, Setup, [], Proof);
        AssertRejected(ProofRejection.WrongInputCount, Setup, [Inputs[0]], Proof);
        AssertRejected(ProofRejection.WrongInputCount, Setup, [.. Inputs, Fr.Zero], Proof);
    }

    [Fact]
    public void A_proof_for_another_key_is_rejected() =>
        AssertRejected(ProofRejection.EquationDoesNotHold, new ToxicSetup(seed: 2, inputCount: 2), Inputs, Proof);

    [Fact]
    public void A_proof_for_other_inputs_is_rejected() =>
        AssertRejected(ProofRejection.EquationDoesNotHold, Setup, Inputs, Setup.Forge([Fr.One, Fr.One], Fr.FromUInt64(5), Fr.FromUInt64(6)));

    [Fact]
    public void A_changed_point_is_rejected()
    {
        AssertRejected(ProofRejection.EquationDoesNotHold, Setup, Inputs, new Groth16Proof(-Proof.A, Proof.B, Proof.C));
        AssertRejected(ProofRejection.EquationDoesNotHold, Setup, Inputs, new Groth16Proof(Proof.A, -Proof.B, Proof.C));
        AssertRejected(ProofRejection.EquationDoesNotHold, Setup, Inputs, new Groth16Proof(Proof.A, Proof.B, -Proof.C));
        AssertRejected(ProofRejection.EquationDoesNotHold, Setup, Inputs, new Groth16Proof(Proof.C, Proof.B, Proof.A));
        AssertRejected(ProofRejection.EquationDoesNotHold, Setup, Inputs, new Groth16Proof(G1Affine.Generator, G2Affine.Generator, G1Affine.Generator));
    }

    [Fact]
    public void Infinity_in_a_proof_is_rejected()
    {
        AssertRejected(ProofRejection.PointAtInfinity, Setup, Inputs, new Groth16Proof(default, Proof.B, Proof.C));
        AssertRejected(ProofRejection.PointAtInfinity, Setup, Inputs, new Groth16Proof(Proof.A, default, Proof.C));
        AssertRejected(ProofRejection.PointAtInfinity, Setup, Inputs, new Groth16Proof(Proof.A, Proof.B, default));

        // Even where the equation holds: a·b = α·β + l·γ makes c zero.
        var algebraic = Setup.Forge(Inputs, Fr.FromUInt64(5), Fr.Zero);
        Assert.True(HoldsByTheBook(Setup.Key, Inputs, algebraic));
        AssertRejected(ProofRejection.PointAtInfinity, Setup, Inputs, algebraic);
    }

    [Fact]
    public void A_malleated_proof_is_accepted_although_its_bytes_differ_so_bytes_are_no_id()
    {
        var negated = new Groth16Proof(-Proof.A, -Proof.B, Proof.C);
        Assert.True(Groth16Verifier.Verify(Setup.PreparedKey, Inputs, negated).IsAccepted);
        Assert.NotEqual(Proof.Encode(), negated.Encode());

        // A fully new one from the old: (A/2, 2B, C), and with δ also (A, B + sδ, C + sA).
        var half = new Groth16Proof((G1Jacobian.FromAffine(Proof.A) * Fr.FromUInt64(2).Inverse()).ToAffine(), G2Jacobian.FromAffine(Proof.B).Double().ToAffine(), Proof.C);
        Assert.True(Groth16Verifier.Verify(Setup.PreparedKey, Inputs, half).IsAccepted);
        var s = Fr.FromUInt64(99);
        var shifted = new Groth16Proof(
            Proof.A,
            (G2Jacobian.FromAffine(Proof.B) + (G2Jacobian.FromAffine(Setup.Key.Delta) * s)).ToAffine(),
            (G1Jacobian.FromAffine(Proof.C) + (G1Jacobian.FromAffine(Proof.A) * s)).ToAffine());
        Assert.True(Groth16Verifier.Verify(Setup.PreparedKey, Inputs, shifted).IsAccepted);
    }

    [Fact]
    public void The_default_verdict_rejects()
    {
        Assert.False(default(ProofVerdict).IsAccepted);
        Assert.Equal(ProofRejection.NotVerified, default(ProofVerdict).Rejection);
        Assert.Null(ProofVerdict.Accepted.Rejection);
        foreach (var reason in Enum.GetValues<ProofRejection>())
            Assert.False(ProofVerdict.Rejected(reason).IsAccepted);
    }

    private static void AssertRejected(ProofRejection reason, ToxicSetup setup, Fr[] inputs, Groth16Proof proof) =>
        Assert.Equal(ProofVerdict.Rejected(reason), Groth16Verifier.Verify(setup.PreparedKey, inputs, proof));

    // Groth16 as the paper states it, with the textbook pairing and sums taken term by term.
    private static bool HoldsByTheBook(VerifyingKey key, Fr[] inputs, Groth16Proof proof)
    {
        var l = G1Jacobian.FromAffine(key.InputCommitments[0]);
        for (var i = 0; i < inputs.Length; i++)
            l += G1Jacobian.FromAffine(key.InputCommitments[i + 1]) * inputs[i];
        Fp12 right = TextbookPairing.Pair(key.Alpha, key.Beta) * TextbookPairing.Pair(l.ToAffine(), key.Gamma) * TextbookPairing.Pair(proof.C, key.Delta);
        return TextbookPairing.Pair(proof.A, proof.B) == right;
    }
}
