using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Amaters.Circuits.Fields;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Curve.Vector;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;
using Amaters.Verifier.Pairing.Vector;

namespace Amaters.Verifier.Groth16.Vector;

/// <summary>What verification in eight lanes prepares of a key, the lines of γ and δ and multiples of the input commitments, and what it computes with that.</summary>
/// <remarks>About 200 kB for each input commitment of a key with few inputs; safe to share between threads. Memory is given back when the object is collected.</remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "A prepared key is a value without an end; its buffers free themselves.")]
internal sealed class LaneKey
{
    /// <summary>Keys of more commitments do without tables.</summary>
    private const int MaxTables = 4;

    private readonly VerifyingKey _key;
    private readonly SpreadLines _lines;
    private readonly FixedBaseTable<FpLanes, FpBlock>[] _commitments;

    /// <summary>Prepares a key.</summary>
    public LaneKey(PreparedVerifyingKey key)
    {
        _key = key.Key;
        _lines = new SpreadLines(key.Gamma, key.Delta);
        _commitments = _key.InputCommitments.Length > MaxTables ? [] : [.. _key.InputCommitments.ToArray().Select(commitment => new FixedBaseTable<FpLanes, FpBlock>(commitment))];
    }

    /// <summary>e(P, Q).</summary>
    public Fp12 Pair(in G1Affine p, in G2Affine q)
    {
        var pairing = SpreadPairing.OfThread;
        return pairing.FinalPower(pairing.MillerLoop(p, q, _lines, default, default));
    }

    /// <summary>e(A, B)·e(−L, γ)·e(−C, δ), with L = IC₀ + Σ xᵢ·ICᵢ₊₁ for as many inputs x as the key has.</summary>
    public Fp12 PairProof(Groth16Proof proof, ReadOnlySpan<Fr> inputs)
    {
        var arguments = LineArgument.Of([-Commit([Fr.One, .. inputs]), -G1Jacobian.FromAffine(proof.C)]);
        var pairing = SpreadPairing.OfThread;
        return pairing.FinalPower(pairing.MillerLoop(proof.A, proof.B, _lines, arguments[0], arguments[1]));
    }

    /// <summary>The final power of f·ML(−Σ kᵢ·ICᵢ, γ)·ML(−C, δ), for as many scalars k as commitments.</summary>
    public Fp12 PairCombination(in Fp12 f, ReadOnlySpan<Fr> scalars, in G1Jacobian c)
    {
        var arguments = LineArgument.Of([-Commit(scalars), -c]);
        var pairing = SpreadPairing.OfThread;
        return pairing.FinalPower(f * pairing.MillerLoop(default, default, _lines, arguments[0], arguments[1]));
    }

    /// <summary>gᵏ for g in the target group and k ≥ 0.</summary>
    public static Fp12 Power(in Fp12 g, BigInteger exponent) => SpreadPairing.OfThread.Power(g, exponent);

    private G1Jacobian Commit(ReadOnlySpan<Fr> scalars)
    {
        if (_commitments.Length == 0)
            return G1Jacobian.Sum(_key.InputCommitments, scalars);
        using var sums = new LanePoints<FpLanes, FpBlock>();
        sums.SetInfinity();
        for (var i = 0; i < _commitments.Length; i++)
            _commitments[i].AddMultiple(sums, scalars[i]);
        return LaneSum.Fold(sums);
    }
}
