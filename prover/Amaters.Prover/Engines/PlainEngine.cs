using Amaters.Circuits.Fields;
using Amaters.Prover.Domains;
using Amaters.Prover.Msm;
using Amaters.Prover.Parallelism;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Prover.Engines;

/// <summary>The engine for any processor: one field element at a time, all cores, points used where they lie.</summary>
/// <param name="workerCount">How many pieces of work run at once; by default one for each processor.</param>
public sealed class PlainEngine(int? workerCount = null) : IProverEngine
{
    private readonly int _workerCount = workerCount is null or > 0
        ? workerCount ?? Environment.ProcessorCount
        : throw new ArgumentOutOfRangeException(nameof(workerCount));

    /// <inheritdoc/>
    public string Name => "plain";

    /// <inheritdoc/>
    public IPreparedBases<G1Jacobian> PrepareG1(ReadOnlyMemory<G1Affine> points) =>
        new PlainBases<G1Jacobian, G1Affine, Fp>(points, _workerCount);

    /// <inheritdoc/>
    public IPreparedBases<G2Jacobian> PrepareG2(ReadOnlyMemory<G2Affine> points) =>
        new PlainBases<G2Jacobian, G2Affine, Fp2>(points, _workerCount);

    /// <inheritdoc/>
    public IPreparedScalars PrepareScalars(ReadOnlyMemory<Fr> scalars) => new PlainScalars(scalars);

    /// <inheritdoc/>
    public void Transform(EvaluationDomain domain, Memory<Fr> values) =>
        new NumberTheoreticTransform(domain, _workerCount).Forward(values);

    /// <inheritdoc/>
    public void InverseTransform(EvaluationDomain domain, Memory<Fr> values) =>
        new NumberTheoreticTransform(domain, _workerCount).Inverse(values);

    /// <inheritdoc/>
    public void QuotientOnOddCoset(EvaluationDomain domain, Memory<Fr> a, Memory<Fr> b, Memory<Fr> c)
    {
        var transform = new NumberTheoreticTransform(domain, _workerCount);
        transform.MoveToOddCoset(a);
        transform.MoveToOddCoset(b);
        transform.MoveToOddCoset(c);
        WorkQueue.RunRanges(domain.Size, 1 << 10, _workerCount, (start, end) =>
        {
            var left = a.Span;
            var right = b.Span;
            var product = c.Span;
            for (int i = start; i < end; i++)
                left[i] = (left[i] * right[i]) - product[i];
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // It keeps nothing between calls.
    }

    private sealed class PlainScalars(ReadOnlyMemory<Fr> values) : IPreparedScalars
    {
        public ReadOnlyMemory<Fr> Values => values;

        public int Count => values.Length;

        public void Dispose()
        {
        }
    }

    private sealed class PlainBases<TPoint, TAffine, TField>(ReadOnlyMemory<TAffine> points, int workerCount) : IPreparedBases<TPoint>
        where TPoint : struct, IGroupElement<TPoint, TAffine>
        where TAffine : struct
        where TField : struct, IFieldElement<TField>
    {
        public int Count => points.Length;

        public TPoint MultiplyAndSum(IPreparedScalars scalars) => scalars is PlainScalars plain
            ? MultiplyAndSum(plain.Values)
            : throw new ArgumentException("Another kind of engine prepared the scalars.", nameof(scalars));

        public TPoint MultiplyAndSum(ReadOnlyMemory<Fr> scalars) => Pippenger<TPoint, TAffine, TField>.MultiplyAndSum(points, scalars, workerCount);

        public void Dispose()
        {
        }
    }
}
