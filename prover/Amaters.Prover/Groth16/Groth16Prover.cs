using System.Collections.Concurrent;
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
/// <para>Prepares the key's points once; then each proof reuses them, and the buffers of the proofs before. Calls may overlap: then the serial and
/// the short stages of one proof run beside the sums of another, while sums take turns. Two at a time keep all cores busy.</para>
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
    private readonly ConcurrentBag<QapEvaluations> _evaluations = [];

    /// <summary>Lets one proof sum at a time: its sums keep every core busy, and meanwhile others come as far as theirs.</summary>
    private readonly SemaphoreSlim _sums = new(1);

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
        _c = engine.PrepareG1(AfterInfinities(circuit.PublicCount + 1, key.C));
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
        _sums.Dispose();
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

        if (!_evaluations.TryTake(out var evaluations))
            evaluations = new QapEvaluations(_domain.Size);
        Groth16Proof proof;
        try
        {
            progress?.Report(ProvingStage.Constraints);
            ConstraintEvaluation.Fill(_circuit, witness, evaluations, Environment.ProcessorCount);
            progress?.Report(ProvingStage.Quotient);
            _engine.QuotientOnOddCoset(_domain, evaluations.A, evaluations.B, evaluations.C);
            progress?.Report(ProvingStage.Digits);
            using var wires = _engine.PrepareScalars(witness.Memory);
            using var quotient = _engine.PrepareScalars(evaluations.A);
            proof = Combine(wires, quotient, blinding, progress);
        }
        finally
        {
            evaluations.Clear();
            _evaluations.Add(evaluations);
        }

        // A witness that breaks a constraint has no quotient, so its proof fails the check; only then the constraints are searched.
        progress?.Report(ProvingStage.SelfCheck);
        var verdict = Groth16Verifier.Verify(_verifyingKey, witness.PublicInputs, proof);
        if (verdict.IsAccepted)
            return ProvingResult.Proved(proof);
        var report = SatisfactionChecker.Check(_circuit, witness);
        return report.IsSatisfied ? ProvingResult.Refused(verdict) : ProvingResult.Unsatisfied(report);
    }

    private Groth16Proof Combine(IPreparedScalars wires, IPreparedScalars quotient, Blinding blinding, IProgress<ProvingStage>? progress)
    {
        var (r, s) = blinding;
        var delta1 = G1Jacobian.FromAffine(_key.Delta1);
        var delta2 = G2Jacobian.FromAffine(_key.Delta2);
        _sums.Wait();
        try
        {
            // A = α + Σ wₛ·Aₛ + r·δ
            progress?.Report(ProvingStage.SumA);
            var a = _a.MultiplyAndSum(wires) + _key.Alpha1 + Multiply(delta1, r);

            // B = β + Σ wₛ·Bₛ + s·δ
            progress?.Report(ProvingStage.SumB1);
            var b1 = _b1.MultiplyAndSum(wires) + _key.Beta1 + Multiply(delta1, s);
            progress?.Report(ProvingStage.SumB2);
            var b2 = _b2.MultiplyAndSum(wires) + _key.Beta2 + ScalarMultiplication.Multiply<G2Jacobian, G2Affine>(delta2, s);

            // C = Σ wₛ·Cₛ + Σ hᵢ·Hᵢ + s·A + r·B − r·s·δ
            progress?.Report(ProvingStage.SumC);
            var c = _c.MultiplyAndSum(wires);
            progress?.Report(ProvingStage.SumH);
            c += _h.MultiplyAndSum(quotient);
            c += Multiply(a, s) + Multiply(b1, r) + Multiply(delta1, -(r * s));
            return new Groth16Proof(a.ToAffine(), b2.ToAffine(), c.ToAffine());
        }
        finally
        {
            _sums.Release();
        }
    }

    // The public wires have no points for C; with infinity in their places all sums over wires share their scalars.
    private static G1Affine[] AfterInfinities(int count, ReadOnlyMemory<G1Affine> points)
    {
        var all = new G1Affine[count + points.Length];
        all.AsSpan(0, count).Fill(G1Affine.Infinity);
        points.Span.CopyTo(all.AsSpan(count));
        return all;
    }

    private static G1Jacobian Multiply(in G1Jacobian point, in Fr scalar) => ScalarMultiplication.Multiply<G1Jacobian, G1Affine>(point, scalar);
}
