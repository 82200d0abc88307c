using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Prover.Parallelism;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>Points of a key as lines of limbs, each followed (in the second half) by its multiple z²·P, ready for the bucket method.</summary>
/// <typeparam name="TJacobian">The group's Jacobian point.</typeparam>
/// <typeparam name="TAffine">The group's affine point.</typeparam>
/// <typeparam name="TGroup">The group.</typeparam>
/// <typeparam name="TField">Lanes of its coordinate field.</typeparam>
/// <typeparam name="TBlock">A block of lanes.</typeparam>
internal sealed unsafe class VectorBases<TJacobian, TAffine, TGroup, TField, TBlock> : IPreparedBases<TJacobian>
    where TJacobian : struct, IGroupElement<TJacobian, TAffine>
    where TAffine : struct
    where TGroup : IVectorGroup<TJacobian, TAffine>
    where TField : ILaneField<TBlock>
    where TBlock : unmanaged
{
    private readonly BucketPools<TField, TBlock> _pools;
    private readonly int _workerCount;
    private readonly AlignedBuffer<FpLine> _lines;
    private readonly PointSet _finite;
    private readonly Func<ReadOnlyMemory<Fr>, SortedDigits> _sort;

    /// <summary>Prepares points.</summary>
    /// <param name="points">The points; their memory is not used afterwards.</param>
    /// <param name="pools">Buffers for sums.</param>
    /// <param name="sort">Prepares scalars that come unprepared.</param>
    /// <param name="workerCount">How many pieces of work run at once.</param>
    public VectorBases(ReadOnlyMemory<TAffine> points, BucketPools<TField, TBlock> pools, Func<ReadOnlyMemory<Fr>, SortedDigits> sort, int workerCount)
    {
        _sort = sort;
        _pools = pools;
        _workerCount = workerCount;
        Count = points.Length;
        var linesPerPoint = 2 * TField.LinesPerElement;
        _lines = new AlignedBuffer<FpLine>(2L * Count * linesPerPoint);
        var infinities = new System.Collections.Concurrent.ConcurrentBag<int>();
        WorkQueue.RunRanges(Count, 1 << 10, workerCount, (start, end) =>
        {
            var source = points.Span;
            for (var i = start; i < end; i++)
            {
                if (TGroup.IsInfinity(source[i]))
                {
                    infinities.Add(i);
                    infinities.Add(Count + i);
                }

                TGroup.Write<TField, TBlock>(_lines.Pointer + ((long)linesPerPoint * i), source[i]);
                TGroup.Write<TField, TBlock>(_lines.Pointer + ((long)linesPerPoint * (Count + i)), TGroup.TimesSeedSquared(source[i]));
            }
        });
        _finite = new PointSet(2 * Count, infinities);
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public TJacobian MultiplyAndSum(IPreparedScalars scalars)
    {
        if (scalars is not SortedDigits digits)
            throw new ArgumentException("Another kind of engine prepared the scalars.", nameof(scalars));
        if (digits.Count != Count)
            throw new ArgumentException($"{Count} points need as many scalars, not {digits.Count}.", nameof(scalars));
        if (Count == 0)
            return TJacobian.Infinity;
        var scratch = _pools.Scratches.Rent();
        var method = new BucketMethod<TJacobian, TAffine, TGroup, TField, TBlock>(_lines.Pointer, _finite, digits, scratch, _pools.Workers, _workerCount);
        var result = method.MultiplyAndSum();
        _pools.Scratches.Return(scratch);
        GC.KeepAlive(this);
        return result;
    }

    /// <inheritdoc/>
    public TJacobian MultiplyAndSum(ReadOnlyMemory<Fr> scalars)
    {
        if (scalars.Length != Count)
            throw new ArgumentException($"{Count} points need as many scalars, not {scalars.Length}.", nameof(scalars));
        using var digits = _sort(scalars);
        return MultiplyAndSum(digits);
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();
}
