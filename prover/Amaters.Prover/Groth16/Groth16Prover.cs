using System.Buffers;
using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Prover.Domains;
using Amaters.Prover.Engines;
using Amaters.Prover.Qap;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Groth16;

namespace Amaters.Prover.Groth16;

/// <summary>Proves that a witness satisfies a circuit: Groth, eprint 2016/260 §3.2, in the variant of iden3/snarkjs.</summary>
/// <remarks>
/// <para>With w the witness, r and s fresh random scalars, and h the values of the quotient on the odd coset of the domain:</para>
/// <code>
/// A = α + Σ wₛ·Aₛ(τ) + r·δ
/// B = β + Σ wₛ·Bₛ(τ) + s·δ            in G2, and once more in G1 for C
/// C = Σ wₛ·Cₛ + Σ hᵢ·Hᵢ + s·A + r·B − r·s·δ        first sum over the private wires
/// </code>
/// <para>Prepares the key's points once; then each proof reuses them. Safe for several threads, though one proof already uses every core.</para>
/// <para>Timing depends on the witness: run it where the witness may be known.</para>
/// </remarks>
public sealed class Groth16Prover : IDisposable
{
    private readonly ProvingKey _key;
    private readonly R1cs _circuit;
    private readonly IProverEngine _engine;
    private readonly EvaluationDomain _domain;
    private readonly PreparedVerifyingKey _verifyingKey;
    private readonly IPreparedBases<G1Jacobian> _a;
    private readonly IPreparedBases<G1Jacobian> _b1;
    private readonly IPreparedBases<G2Jacobian> _b2;
    private readonly IPreparedBases<G1Jacobian> _c;
    private readonly IPreparedBases<G1Jacobian> _h;

    /// <summary>A prover for one circuit.</summary>
    /// <param name="key">The circuit's key; it must outlive the prover.</param>
    /// <param name="circuit">The circuit.</param>
    /// <param name="engine">The bulk arithmetic to use.</param>
    /// <exception cref="ArgumentException">The key is for another circuit.</exception>
    public Groth16Prover(ProvingKey key, R1cs circuit, IProverEngine engine)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(engine);
        if (key.Label.Circuit != circuit.Digest)
            throw new ArgumentException($"The key is for circuit {key.Label.Circuit}, not for {circuit.Digest}.", nameof(key));
        _key = key;
        _circuit = circuit;
        _engine = engine;
        _domain = EvaluationDomain.OfLog2Size(key.Log2DomainSize);
        _verifyingKey = new PreparedVerifyingKey(key.VerifyingKey);
        _a = engine.PrepareG1(key.A);
        _b1 = engine.PrepareG1(key.B1);
        _b2 = engine.PrepareG2(key.B2);
        _c = engine.PrepareG1(key.C);
        _h = engine.PrepareG1(key.H);
    }

    /// <summary>Proves with fresh blinding, and checks the proof before returning it.</summary>
    /// <param name="witness">A value for every wire.</param>
    /// <param name="progress">Told as each stage begins.</param>
    /// <exception cref="ArgumentException">The witness has another shape than the circuit.</exception>
    public ProvingResult Prove(Witness witness, IProgress<ProvingStage>? progress = null) => Prove(witness, Blinding.Fresh(), progress);

    /// <inheritdoc/>
    public void Dispose()
    {
        _a.Dispose();
        _b1.Dispose();
        _b2.Dispose();
        _c.Dispose();
        _h.Dispose();
    }

    /// <summary>Proves with given blinding. A repeated pair (r, s) would reveal the witness, so only tests choose it.</summary>
    internal ProvingResult Prove(Witness witness, Blinding blinding, IProgress<ProvingStage>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(witness);
        if (witness.Values.Length != _circuit.WireCount || witness.PublicCount != _circuit.PublicCount)
        {
            throw new ArgumentException(
                $"The witness has {witness.Values.Length} wires, {witness.PublicCount} of them public; the circuit has {_circuit.WireCount} and {_circuit.PublicCount}.",
                nameof(witness));
        }

        progress?.Report(ProvingStage.Constraints);
        var size = _domain.Size;
        using var a = MemoryPool<Fr>.Shared.Rent(size);
        using var b = MemoryPool<Fr>.Shared.Rent(size);
        using var c = MemoryPool<Fr>.Shared.Rent(size);
        var quotient = a.Memory[..size];
        if (!ConstraintEvaluation.TryFill(_circuit, witness, quotient, b.Memory[..size], c.Memory[..size], Environment.ProcessorCount))
            return ProvingResult.Unsatisfied(SatisfactionChecker.Check(_circuit, witness));

        progress?.Report(ProvingStage.Quotient);
        _engine.QuotientOnOddCoset(_domain, quotient, b.Memory[..size], c.Memory[..size]);

        var proof = Combine(witness, quotient, blinding, progress);
        progress?.Report(ProvingStage.SelfCheck);
        var verdict = Groth16Verifier.Verify(_verifyingKey, witness.PublicInputs, proof);
        return verdict.IsAccepted ? ProvingResult.Proved(proof) : ProvingResult.Refused(verdict);
    }

    private Groth16Proof Combine(Witness witness, ReadOnlyMemory<Fr> quotient, Blinding blinding, IProgress<ProvingStage>? progress)
    {
        var (r, s) = blinding;
        var delta1 = G1Jacobian.FromAffine(_key.Delta1);
        var delta2 = G2Jacobian.FromAffine(_key.Delta2);

        // A = α + Σ wₛ·Aₛ + r·δ
        progress?.Report(ProvingStage.SumA);
        var a = _a.MultiplyAndSum(witness.Memory) + _key.Alpha1 + Multiply(delta1, r);

        // B = β + Σ wₛ·Bₛ + s·δ
        progress?.Report(ProvingStage.SumB1);
        var b1 = _b1.MultiplyAndSum(witness.Memory) + _key.Beta1 + Multiply(delta1, s);
        progress?.Report(ProvingStage.SumB2);
        var b2 = _b2.MultiplyAndSum(witness.Memory) + _key.Beta2 + ScalarMultiplication.Multiply<G2Jacobian, G2Affine>(delta2, s);

        // C = Σ wₛ·Cₛ + Σ hᵢ·Hᵢ + s·A + r·B − r·s·δ
        progress?.Report(ProvingStage.SumC);
        var c = _c.MultiplyAndSum(witness.Memory[(_circuit.PublicCount + 1)..]);
        progress?.Report(ProvingStage.SumH);
        c += _h.MultiplyAndSum(quotient);
        c += Multiply(a, s) + Multiply(b1, r) + Multiply(delta1, -(r * s));
        return new Groth16Proof(a.ToAffine(), b2.ToAffine(), c.ToAffine());
    }

    private static G1Jacobian Multiply(in G1Jacobian point, in Fr scalar) => ScalarMultiplication.Multiply<G1Jacobian, G1Affine>(point, scalar);
}
