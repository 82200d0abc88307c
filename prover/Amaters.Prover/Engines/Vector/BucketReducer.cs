using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Curve.Vector;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>Computes Σ j·Bⱼ over the buckets j = 1 … m of a range by running sums, each lane taking a segment of m/lanes buckets.</summary>
/// <remarks>
/// Segment l covers the buckets l·s + 1 … (l + 1)·s. From its top bucket down, running ← running + B and weighted ← weighted + running,
/// so in the end running = ΣB and weighted = Σ (j − l·s)·Bⱼ. The range's sum is Σ weightedₗ + s·Σ l·runningₗ.
/// </remarks>
internal sealed unsafe class BucketReducer<TField, TBlock> : IDisposable
    where TField : ILaneField<TBlock>
    where TBlock : unmanaged
{
    /// <summary>Marks an empty bucket among the selectors.</summary>
    public const uint Empty = uint.MaxValue;

    private readonly AlignedBuffer<ProjectiveBlock<TBlock>> _sums = new(4);
    private readonly AlignedBuffer<TBlock> _scratch = new(CompleteAddition<TField, TBlock>.ScratchBlocks);
    private readonly AlignedBuffer<FpLine> _runningLines = new(LinesPerProjective * TField.Lanes);
    private readonly AlignedBuffer<FpLine> _weightedLines = new(LinesPerProjective * TField.Lanes);

    private static int LinesPerPoint => 2 * TField.LinesPerElement;

    private static int LinesPerProjective => 3 * TField.LinesPerElement;

    /// <summary>Σ j·Bⱼ and Σ Bⱼ from the running and weighted sums of each lane.</summary>
    /// <param name="source">Lines of the bucket sums.</param>
    /// <param name="selectors">selectors[j] for bucket j ≥ 1, or <see cref="Empty"/>.</param>
    /// <param name="segment">s: buckets of a lane.</param>
    /// <param name="w">The thread's workspace.</param>
    public WeightedSum<TJacobian> Reduce<TJacobian, TAffine, TGroup>(FpLine* source, uint* selectors, int segment, long* w)
        where TJacobian : struct, IGroupElement<TJacobian, TAffine>
        where TAffine : struct
        where TGroup : IVectorGroup<TJacobian, TAffine>
    {
        ProjectiveBlock<TBlock>* running = _sums.Pointer, weighted = running + 1, bucket = running + 2, infinity = running + 3;
        TField.SetOne(&infinity->Y);
        *running = *infinity;
        *weighted = *infinity;
        var chosen = stackalloc uint[TField.Lanes];
        for (var i = segment; i >= 1; i--)
        {
            var empty = 0u;
            for (var l = 0; l < TField.Lanes; l++)
            {
                var selector = selectors[(l * segment) + i];
                empty |= selector == Empty ? 1u << l : 0;
                chosen[l] = selector == Empty ? 0 : selector;
            }

            TField.Gather(&bucket->X, source, chosen);
            TField.GatherSigned(&bucket->Y, source + TField.LinesPerElement, chosen);
            TField.SetOne(&bucket->Z);
            if (empty != 0)
            {
                TField.Blend(&bucket->X, &infinity->X, empty);
                TField.Blend(&bucket->Y, &infinity->Y, empty);
                TField.Blend(&bucket->Z, &infinity->Z, empty);
            }

            CompleteAddition<TField, TBlock>.Add(running, running, bucket, _scratch.Pointer, w);
            CompleteAddition<TField, TBlock>.Add(weighted, weighted, running, _scratch.Pointer, w);
        }

        // Σ l·runningₗ by a running sum over the lanes.
        Write(_runningLines.Pointer, running);
        Write(_weightedLines.Pointer, weighted);
        TJacobian suffix = TJacobian.Infinity, result = TJacobian.Infinity;
        for (var l = TField.Lanes - 1; l >= 1; l--)
        {
            suffix += Read<TJacobian, TAffine, TGroup>(_runningLines.Pointer, l);
            result += suffix;
        }

        for (var s = segment; s > 1; s >>= 1)
            result = result.Double();
        for (var l = 0; l < TField.Lanes; l++)
            result += Read<TJacobian, TAffine, TGroup>(_weightedLines.Pointer, l);
        return new WeightedSum<TJacobian>(result, suffix + Read<TJacobian, TAffine, TGroup>(_runningLines.Pointer, 0));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sums.Dispose();
        _scratch.Dispose();
        _runningLines.Dispose();
        _weightedLines.Dispose();
    }

    private static void Write(FpLine* lines, ProjectiveBlock<TBlock>* block)
    {
        var places = stackalloc uint[TField.Lanes];
        for (var l = 0; l < TField.Lanes; l++)
            places[l] = (uint)(LinesPerProjective * l);
        TField.Scatter(lines, places, &block->X);
        TField.Scatter(lines + TField.LinesPerElement, places, &block->Y);
        TField.Scatter(lines + LinesPerPoint, places, &block->Z);
    }

    private static TJacobian Read<TJacobian, TAffine, TGroup>(FpLine* lines, int lane)
        where TJacobian : struct, IGroupElement<TJacobian, TAffine>
        where TAffine : struct
        where TGroup : IVectorGroup<TJacobian, TAffine>
    {
        var point = lines + (LinesPerProjective * lane);
        return TGroup.FromProjective<TField, TBlock>(point, point + TField.LinesPerElement, point + LinesPerPoint);
    }
}
