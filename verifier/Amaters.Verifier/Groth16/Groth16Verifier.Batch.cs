using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Amaters.Circuits.Fields;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Pairing;

namespace Amaters.Verifier.Groth16;

/// <content>
/// Many proofs under one key. With fresh random zᵢ of 128 bits, the equations hold all at once, but for a chance of 2⁻¹²⁸,
/// exactly when their random combination does (Bellare, Garay, Rabin, EUROCRYPT 1998):
/// Π e(zᵢ·Aᵢ, Bᵢ) · e(−Σ zᵢ·Lᵢ, γ) · e(−Σ zᵢ·Cᵢ, δ) = e(α, β)^(Σ zᵢ).
/// That is N + 2 Miller loops with shared squarings and one final exponentiation. Where it fails, halves are checked apart until
/// each bad proof is found.
/// </content>
public static partial class Groth16Verifier
{
    private const int BatchScalarByteCount = 16;

    /// <summary>Verifies many proofs under one key and says for each whether it is valid. An empty batch is refused.</summary>
    public static BatchVerdict VerifyBatch(PreparedVerifyingKey key, ReadOnlySpan<ProofClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(key);
        var verdicts = new ProofVerdict[claims.Length];
        var wellFormed = new List<int>(claims.Length);
        for (var i = 0; i < claims.Length; i++)
        {
            if (claims[i].Inputs.Count != key.Key.InputCount)
                verdicts[i] = ProofVerdict.Rejected(ProofRejection.WrongInputCount);
            else if (claims[i].Proof.HasInfinity)
                verdicts[i] = ProofVerdict.Rejected(ProofRejection.PointAtInfinity);
            else
                wellFormed.Add(i);
        }

        Judge(key, claims, CollectionsMarshal.AsSpan(wellFormed), verdicts);
        return new BatchVerdict(verdicts);
    }

    private static void Judge(PreparedVerifyingKey key, ReadOnlySpan<ProofClaim> claims, ReadOnlySpan<int> members, Span<ProofVerdict> verdicts)
    {
        if (members.Length == 0)
            return;
        if (members.Length == 1)
        {
            var claim = claims[members[0]];
            verdicts[members[0]] = Verify(key, claim.Inputs.ToArray(), claim.Proof);
            return;
        }

        if (CombinationHolds(key, claims, members))
        {
            foreach (var member in members)
                verdicts[member] = ProofVerdict.Accepted;
            return;
        }

        Judge(key, claims, members[..(members.Length / 2)], verdicts);
        Judge(key, claims, members[(members.Length / 2)..], verdicts);
    }

    private static bool CombinationHolds(PreparedVerifyingKey key, ReadOnlySpan<ProofClaim> claims, ReadOnlySpan<int> members)
    {
        var z = DrawScalars(members.Length);
        var a = new G1Jacobian[members.Length];
        var c = new G1Affine[members.Length];
        var inputs = new Fr[key.Key.InputCount];
        var sum = Fr.Zero;
        for (var i = 0; i < members.Length; i++)
        {
            var claim = claims[members[i]];
            a[i] = G1Jacobian.FromAffine(claim.Proof.A) * z[i];
            c[i] = claim.Proof.C;
            sum += z[i];
            for (var j = 0; j < inputs.Length; j++)
                inputs[j] += z[i] * claim.Inputs[j];
        }

        // Σ zᵢ·Lᵢ = (Σ zᵢ)·IC₀ + Σⱼ (Σᵢ zᵢ·xᵢⱼ)·ICⱼ₊₁
        var l = G1Jacobian.Sum(key.Key.InputCommitments, [sum, .. inputs]);
        var affine = new G1Affine[members.Length + 2];
        G1Jacobian.ToAffine([.. a, -l, -G1Jacobian.Sum(c, z)], affine);

        var loop = new MillerLoop();
        for (var i = 0; i < members.Length; i++)
            loop.Add(affine[i], claims[members[i]].Proof.B);
        loop.Add(affine[^2], key.Gamma);
        loop.Add(affine[^1], key.Delta);
        return FinalExponentiation.Compute(loop.Compute()) == key.AlphaBeta.CyclotomicPower(sum);
    }

    private static Fr[] DrawScalars(int count)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        var scalars = new Fr[count];
        foreach (ref var scalar in scalars.AsSpan())
        {
            limbs.Clear();
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(limbs)[..BatchScalarByteCount]);
            scalar = Fr.FromLimbs(limbs);
        }

        return scalars;
    }
}
