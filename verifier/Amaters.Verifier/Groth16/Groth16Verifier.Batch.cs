using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;
using Amaters.Verifier.Groth16.Vector;
using Amaters.Verifier.Pairing;

namespace Amaters.Verifier.Groth16;

/// <content>
/// Many proofs under one key. With fresh random zᵢ of 128 bits, the equations hold all at once, but for a chance of 2⁻¹²⁸,
/// exactly when their random combination does (Bellare, Garay, Rabin, EUROCRYPT 1998):
/// Π e(zᵢ·Aᵢ, Bᵢ) · e(−Σ zᵢ·Lᵢ, γ) · e(−Σ zᵢ·Cᵢ, δ) = e(α, β)^(Σ zᵢ).
/// That is N + 2 Miller loops with shared squarings and one final exponentiation, in lanes where the processor has them. Where it fails, halves are checked apart until
/// each bad proof is found.
/// </content>
public static partial class Groth16Verifier
{
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

    /// <summary>Decodes and verifies many proofs under one key and says for each whether it is valid. An empty batch is refused.</summary>
    public static BatchVerdict VerifyEncodedBatch(PreparedVerifyingKey key, IReadOnlyList<EncodedClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var decoded = ProofBatchDecoder.Decode([.. claims.Select(claim => claim.Proof)]);
        var verdicts = new ProofVerdict[claims.Count];
        var members = new List<int>(claims.Count);
        var readable = new List<ProofClaim>(claims.Count);
        for (var i = 0; i < verdicts.Length; i++)
        {
            if (decoded[i].Proof is { } proof)
            {
                members.Add(i);
                readable.Add(new ProofClaim(claims[i].Inputs, proof));
            }
            else
            {
                verdicts[i] = ProofVerdict.Rejected(decoded[i].Rejection);
            }
        }

        var judged = VerifyBatch(key, CollectionsMarshal.AsSpan(readable)).Verdicts;
        for (var i = 0; i < judged.Count; i++)
            verdicts[members[i]] = judged[i];
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
        var proofs = new Groth16Proof[members.Length];
        // Σ zᵢ·Lᵢ = (Σ zᵢ)·IC₀ + Σⱼ (Σᵢ zᵢ·xᵢⱼ)·ICⱼ₊₁
        var scalars = new Fr[key.Key.InputCount + 1];
        for (var i = 0; i < members.Length; i++)
        {
            var claim = claims[members[i]];
            proofs[i] = claim.Proof;
            var factor = Scalar(z[i]);
            scalars[0] += factor;
            for (var j = 1; j < scalars.Length; j++)
                scalars[j] += factor * claim.Inputs[j - 1];
        }

        var (miller, c) = key.Tier switch
        {
            SimdTier.Avx512 => LaneCombination<FpLanes, FpBlock>.Combine(proofs, z),
            SimdTier.Avx2 => LaneCombination<FpDoubleLanes, FpDoubleBlock>.Combine(proofs, z),
            _ => Combine(proofs, z),
        };

        // The sum of the zᵢ has far fewer bits than r, so it is the same number as an integer.
        if (key.Lanes is { } lanes)
            return lanes.PairCombination(miller, scalars, c) == LaneKey.Power(key.AlphaBeta, scalars[0].ToBigInteger());

        var affine = new G1Affine[2];
        G1Jacobian.ToAffine([-G1Jacobian.Sum(key.Key.InputCommitments, scalars), -c], affine);
        var loop = new MillerLoop();
        loop.Add(affine[0], key.Gamma);
        loop.Add(affine[1], key.Delta);
        return FinalExponentiation.Compute(miller * loop.Compute()) == key.AlphaBeta.CyclotomicPower(scalars[0]);
    }

    // Π ML(zᵢ·Aᵢ, Bᵢ) and Σ zᵢ·Cᵢ with plain arithmetic.
    private static (Fp12 Miller, G1Jacobian C) Combine(ReadOnlySpan<Groth16Proof> proofs, ReadOnlySpan<UInt128> z)
    {
        var scalars = new Fr[z.Length];
        var a = new G1Jacobian[proofs.Length];
        var c = new G1Affine[proofs.Length];
        for (var i = 0; i < proofs.Length; i++)
        {
            scalars[i] = Scalar(z[i]);
            a[i] = G1Jacobian.FromAffine(proofs[i].A) * scalars[i];
            c[i] = proofs[i].C;
        }

        var affine = new G1Affine[a.Length];
        G1Jacobian.ToAffine(a, affine);
        var loop = new MillerLoop();
        for (var i = 0; i < proofs.Length; i++)
            loop.Add(affine[i], proofs[i].B);
        return (loop.Compute(), G1Jacobian.Sum(c, scalars));
    }

    private static UInt128[] DrawScalars(int count)
    {
        var scalars = new UInt128[count];
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(scalars.AsSpan()));
        return scalars;
    }

    private static Fr Scalar(UInt128 value) => Fr.FromLimbs([(ulong)value, (ulong)(value >> 64), 0, 0]);
}
