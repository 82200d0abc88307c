using Amaters.Circuits.Fields;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Groth16;

namespace Amaters.Verifier.Tests.Groth16;

/// <summary>A key whose secret scalars are known, so that a test can make a valid proof for any public inputs without a circuit.</summary>
internal sealed class ToxicSetup
{
    private readonly Fr _alpha, _beta, _gamma, _delta;
    private readonly Fr[] _commitments;

    public ToxicSetup(int seed, int inputCount, KeyLabel label = default)
    {
        // Any scalars but zero will do; these are the same in every run.
        var state = Fr.FromInt64(seed) + Fr.FromUInt64(1000);
        Fr Next() => state = (state.Square() + Fr.One).Inverse();
        (_alpha, _beta, _gamma, _delta) = (Next(), Next(), Next(), Next());
        _commitments = [.. Enumerable.Range(0, inputCount + 1).Select(_ => Next())];
        Key = new VerifyingKey(label, G1(_alpha), G2(_beta), G2(_gamma), G2(_delta), [.. _commitments.Select(G1)]);
        PreparedKey = new PreparedVerifyingKey(Key);
    }

    public VerifyingKey Key { get; }

    public PreparedVerifyingKey PreparedKey { get; }

    /// <summary>A = a·G1, B = b·G2 and the C that solves a·b = α·β + l·γ + c·δ.</summary>
    public Groth16Proof Forge(Fr[] inputs, Fr a, Fr b)
    {
        var l = _commitments[0];
        for (var i = 0; i < inputs.Length; i++)
            l += inputs[i] * _commitments[i + 1];
        var c = ((a * b) - (_alpha * _beta) - (l * _gamma)) * _delta.Inverse();
        return new Groth16Proof(G1(a), G2(b), G1(c));
    }

    private static G1Affine G1(Fr scalar) => (G1Jacobian.FromAffine(G1Affine.Generator) * scalar).ToAffine();

    private static G2Affine G2(Fr scalar) => (G2Jacobian.FromAffine(G2Affine.Generator) * scalar).ToAffine();
}
