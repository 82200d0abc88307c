using Amaters.Circuits.Constraints;
using Amaters.Circuits.Hashing;
using Amaters.Circuits.Jubjub;
using Amaters.Circuits.Signatures;

namespace Amaters.Circuits.Gadgets;

/// <summary>Constrains a Schnorr signature over Jubjub to be valid.</summary>
public static class SchnorrGadget
{
    private const int ChallengeBits = 128;

    /// <summary>Constrains s·B = R + c·pk with s &lt; l and c = the low 128 bits of H8(SIGNATURE, R.u, R.v, pk.u, pk.v, m, ledgerId, 0).</summary>
    /// <param name="builder">Takes the constraints.</param>
    /// <param name="signature">(R, s), the witness.</param>
    /// <param name="publicKey">pk. On the curve by its type; that it has order l is for admission to see to.</param>
    /// <param name="message">m.</param>
    /// <param name="ledgerId">The ledger the signature is for.</param>
    /// <remarks>
    /// Constraints: 363 (hash) + 300 (challenge) + 252 + 62 (scalar) + 750 + 1 403 + 6 + 2 = 3 138. The equation is
    /// checked as R = s·B − c·pk, which puts R on the curve without a constraint of its own. Bits of s and c are unique
    /// (BITS-2, BITS-3), so s + l is refused. Twin: <see cref="SchnorrPublicKey.Verify"/>. Doc: SIG-3.
    /// </remarks>
    public static void EnforceValid(ConstraintBuilder builder, in SchnorrSignature signature, in EdwardsPoint publicKey, in LinearCombination message, in LinearCombination ledgerId)
    {
        using var scope = builder.Gadget("schnorr");
        var nonceU = builder.Allocate(signature.NoncePoint.U);
        var nonceV = builder.Allocate(signature.NoncePoint.V);
        var scalar = AllocateScalar(builder, signature.Scalar);

        var challenge = Poseidon2Gadget.H8(builder, DomainTag.Signature, nonceU, nonceV, publicKey.U, publicKey.V, message, ledgerId);
        var challengeBits = BitDecomposition.Canonical(builder, challenge).AsSpan(0, ChallengeBits);

        var difference = EdwardsGadget.Add(
            builder,
            FixedBaseGadget.Multiply(builder, scalar),
            -VariableBaseGadget.Multiply(builder, challengeBits, publicKey));

        // SIG-3   s·B − c·pk = R
        builder.EnforceEqual(difference.U, nonceU);
        builder.EnforceEqual(difference.V, nonceV);
    }

    // 252 bits that stand for a number below l.
    private static Bit[] AllocateScalar(ConstraintBuilder builder, in JubjubScalar scalar)
    {
        using var scope = builder.Gadget("scalar");
        Span<ulong> limbs = stackalloc ulong[4];
        scalar.ToStandardLimbs(limbs);
        var bits = new Bit[JubjubCurve.ScalarBitCount];
        for (int i = 0; i < bits.Length; i++)
            bits[i] = Bit.Allocate(builder, ((limbs[i >> 6] >> (i & 63)) & 1) != 0);
        BitDecomposition.EnforceAtMost(builder, bits, JubjubCurve.SubgroupOrder - 1);
        return bits;
    }
}
