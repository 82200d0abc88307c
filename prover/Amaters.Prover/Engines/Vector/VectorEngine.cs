using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Prover.Domains;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>The engine for processors with AVX-512: eight field elements at a time, halved scalars, batched affine additions.</summary>
/// <remarks>How it works, its bounds and its measured times: docs/vector-engine.md. Results equal those of <see cref="PlainEngine"/>.</remarks>
public sealed class VectorEngine : IProverEngine, IDisposable
{
    private readonly int _workerCount;
    private readonly PlainEngine _plain;
    private readonly BucketPools<FpLanes, FpBlock> _g1 = new();
    private readonly BucketPools<Fp2Lanes, Fp2Block> _g2 = new();
    private readonly VectorTransforms _transforms;

    /// <summary>An engine with its own buffers, which it keeps between proofs.</summary>
    /// <param name="workerCount">How many pieces of work run at once; by default one for each processor.</param>
    /// <exception cref="PlatformNotSupportedException">The processor has no AVX-512.</exception>
    public VectorEngine(int? workerCount = null)
    {
        if (!Simd.IsSupported(SimdTier.Avx512))
            throw new PlatformNotSupportedException("The vector engine needs AVX-512 F and DQ.");
        _plain = new PlainEngine(workerCount);
        _workerCount = workerCount ?? Environment.ProcessorCount;
        _transforms = new VectorTransforms(_workerCount);
    }

    /// <inheritdoc/>
    public string Name => "avx512";

    /// <inheritdoc/>
    public IPreparedBases<G1Jacobian> PrepareG1(ReadOnlyMemory<G1Affine> points) =>
        new VectorBases<G1Jacobian, G1Affine, G1VectorGroup, FpLanes, FpBlock>(points, _g1, _workerCount);

    /// <inheritdoc/>
    public IPreparedBases<G2Jacobian> PrepareG2(ReadOnlyMemory<G2Affine> points) =>
        new VectorBases<G2Jacobian, G2Affine, G2VectorGroup, Fp2Lanes, Fp2Block>(points, _g2, _workerCount);

    /// <inheritdoc/>
    public void Transform(EvaluationDomain domain, Memory<Fr> values)
    {
        CheckSize(domain, values);
        if (VectorTransforms.Serves(domain))
            _transforms.Forward(domain, values);
        else
            _plain.Transform(domain, values);
    }

    /// <inheritdoc/>
    public void InverseTransform(EvaluationDomain domain, Memory<Fr> values)
    {
        CheckSize(domain, values);
        if (VectorTransforms.Serves(domain))
            _transforms.Inverse(domain, values);
        else
            _plain.InverseTransform(domain, values);
    }

    /// <inheritdoc/>
    public void QuotientOnOddCoset(EvaluationDomain domain, Memory<Fr> a, Memory<Fr> b, Memory<Fr> c)
    {
        CheckSize(domain, a);
        CheckSize(domain, b);
        CheckSize(domain, c);
        if (!VectorTransforms.Serves(domain))
        {
            _plain.QuotientOnOddCoset(domain, a, b, c);
            return;
        }

        _transforms.MoveToOddCoset(domain, a);
        _transforms.MoveToOddCoset(domain, b);
        _transforms.MoveToOddCoset(domain, c);
        _transforms.MultiplySubtract(a, b, c);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _g1.Dispose();
        _g2.Dispose();
        _transforms.Dispose();
    }

    private static void CheckSize(EvaluationDomain domain, Memory<Fr> values)
    {
        if (values.Length != domain.Size)
            throw new ArgumentException($"A domain of {domain.Size} elements needs as many values, not {values.Length}.", nameof(values));
    }
}
