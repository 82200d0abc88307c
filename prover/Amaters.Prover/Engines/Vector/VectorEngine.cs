using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Prover.Domains;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>The engine for processors with AVX-512 or AVX2: several field elements at a time, halved scalars, batched affine additions.</summary>
/// <remarks>How it works, its bounds and its measured times: docs/vector-engine.md. Results equal those of <see cref="PlainEngine"/>.</remarks>
public sealed class VectorEngine : IProverEngine
{
    private readonly PlainEngine _plain;
    private readonly ITransforms _transforms;
    private readonly Func<ReadOnlyMemory<G1Affine>, IPreparedBases<G1Jacobian>> _prepareG1;
    private readonly Func<ReadOnlyMemory<G2Affine>, IPreparedBases<G2Jacobian>> _prepareG2;
    private readonly DigitPools _digitPools = new();
    private readonly List<IDisposable> _buffers;
    private readonly int _workerCount;

    /// <summary>An engine with its own buffers, which it keeps between proofs.</summary>
    /// <param name="tier">The instructions to use.</param>
    /// <param name="workerCount">How many pieces of work run at once; by default one for each processor.</param>
    /// <exception cref="PlatformNotSupportedException">The processor lacks the instructions.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tier has no vectors.</exception>
    public VectorEngine(SimdTier tier, int? workerCount = null)
    {
        if (!Simd.IsSupported(tier))
            throw new PlatformNotSupportedException($"This processor or runtime does not offer {tier}.");
        _plain = new PlainEngine(workerCount);
        _workerCount = workerCount ?? Environment.ProcessorCount;
        _buffers = [_digitPools];
        switch (tier)
        {
            case SimdTier.Avx512:
                Name = "avx512";
                _transforms = new VectorTransforms<FrLanes, FrBlock, FrConstant>(_workerCount);
                _prepareG1 = Preparation<G1Jacobian, G1Affine, G1VectorGroup, FpLanes, FpBlock>();
                _prepareG2 = Preparation<G2Jacobian, G2Affine, G2VectorGroup, QuadraticLanes<FpLanes, FpBlock>, QuadraticBlock<FpBlock>>();
                break;
            case SimdTier.Avx2:
                Name = "avx2";
                _transforms = new VectorTransforms<FrDoubleLanes, FrDoubleBlock, FrDoubleConstant>(_workerCount);
                _prepareG1 = Preparation<G1Jacobian, G1Affine, G1VectorGroup, FpDoubleLanes, FpDoubleBlock>();
                _prepareG2 = Preparation<G2Jacobian, G2Affine, G2VectorGroup, QuadraticLanes<FpDoubleLanes, FpDoubleBlock>, QuadraticBlock<FpDoubleBlock>>();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(tier), tier, "No vectors in this tier.");
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IPreparedBases<G1Jacobian> PrepareG1(ReadOnlyMemory<G1Affine> points) => _prepareG1(points);

    /// <inheritdoc/>
    public IPreparedBases<G2Jacobian> PrepareG2(ReadOnlyMemory<G2Affine> points) => _prepareG2(points);

    /// <inheritdoc/>
    public IPreparedScalars PrepareScalars(ReadOnlyMemory<Fr> scalars) => Sort(scalars);

    /// <inheritdoc/>
    public void Transform(EvaluationDomain domain, Memory<Fr> values)
    {
        CheckSize(domain, values);
        if (Serves(domain))
            _transforms.Forward(domain, values);
        else
            _plain.Transform(domain, values);
    }

    /// <inheritdoc/>
    public void InverseTransform(EvaluationDomain domain, Memory<Fr> values)
    {
        CheckSize(domain, values);
        if (Serves(domain))
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
        if (!Serves(domain))
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
        foreach (var buffer in _buffers)
            buffer.Dispose();
        _transforms.Dispose();
    }

    private SortedDigits Sort(ReadOnlyMemory<Fr> scalars) => new(scalars, _digitPools, _workerCount);

    // Other domains are too small to gain or too large for the kernels' bounds.
    private static bool Serves(EvaluationDomain domain) => domain.Log2Size is >= ITransforms.MinLog2Size and <= ITransforms.MaxLog2Size;

    private static void CheckSize(EvaluationDomain domain, Memory<Fr> values)
    {
        if (values.Length != domain.Size)
            throw new ArgumentException($"A domain of {domain.Size} elements needs as many values, not {values.Length}.", nameof(values));
    }

    private Func<ReadOnlyMemory<TAffine>, IPreparedBases<TJacobian>> Preparation<TJacobian, TAffine, TGroup, TField, TBlock>()
        where TJacobian : struct, IGroupElement<TJacobian, TAffine>
        where TAffine : struct
        where TGroup : IVectorGroup<TJacobian, TAffine>
        where TField : ILaneField<TBlock>
        where TBlock : unmanaged
    {
        var pools = new BucketPools<TField, TBlock>();
        _buffers.Add(pools);
        return points => new VectorBases<TJacobian, TAffine, TGroup, TField, TBlock>(points, pools, Sort, _workerCount);
    }
}
