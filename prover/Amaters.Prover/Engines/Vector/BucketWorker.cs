using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>What one thread needs to sum buckets, kept between multiplications.</summary>
internal sealed class BucketWorker<TField, TBlock> : IDisposable
    where TField : ILaneField<TBlock>
    where TBlock : unmanaged
{
    /// <summary>Most points of a chunk: its first round of sums fits the second-level cache.</summary>
    public const int ChunkPoints = 1 << 14;

    /// <summary>The final round of a window takes a point for each bucket and one more for each cut.</summary>
    private const int TreeCapacity = 2 * ChunkPoints;

    /// <summary>Blocks of a batch: enough to spread the inversion, few enough to stay in the second-level cache.</summary>
    private const int BatchBlocks = 512;

    /// <summary>The adder.</summary>
    public BatchAdder<TField, TBlock> Adder { get; } = new(BatchBlocks);

    /// <summary>The tree.</summary>
    public BucketTree<TField, TBlock> Tree { get; }

    /// <summary>The reducer.</summary>
    public BucketReducer<TField, TBlock> Reducer { get; } = new();

    /// <summary>Counts of the buckets of a chunk or window.</summary>
    public int[] Counts { get; } = new int[(1 << (WindowPlan.MaxWidth - 1)) + 1];

    /// <summary>Selectors of slots, or of buckets.</summary>
    public AlignedBuffer<uint> Selectors { get; } = new(TreeCapacity);

    /// <summary>Selectors of buckets by bucket number.</summary>
    public AlignedBuffer<uint> Buckets { get; } = new((1 << (WindowPlan.MaxWidth - 1)) + 1);

    /// <summary>A worker with fresh buffers.</summary>
    public BucketWorker()
    {
        Tree = new BucketTree<TField, TBlock>(Adder, TreeCapacity);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Adder.Dispose();
        Tree.Dispose();
        Reducer.Dispose();
        Selectors.Dispose();
        Buckets.Dispose();
    }
}
