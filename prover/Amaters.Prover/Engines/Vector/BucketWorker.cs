using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>What one thread needs to sum buckets, kept between multiplications.</summary>
internal sealed class BucketWorker<TField, TBlock> : IDisposable
    where TField : ILaneField<TBlock>
    where TBlock : unmanaged
{
    /// <summary>Most points of a chunk. Its sorted points, their first round of sums and a batch of additions share the second-level cache.</summary>
    public static readonly int ChunkPoints = (1 << 13) / TField.LinesPerElement;

    /// <summary>Blocks of a batch: enough to spread the inversion, few enough for the cache.</summary>
    private static readonly int BatchBlocks = (1 << 7) / TField.LinesPerElement;

    /// <summary>Points of a tree: a chunk, or the buckets of a range, and one more for each cut.</summary>
    private const int TreeCapacity = 1 << 14;

    /// <summary>The adder.</summary>
    public BatchAdder<TField, TBlock> Adder { get; } = new(BatchBlocks);

    /// <summary>The tree.</summary>
    public BucketTree<TField, TBlock> Tree { get; }

    /// <summary>The reducer.</summary>
    public BucketReducer<TField, TBlock> Reducer { get; } = new();

    /// <summary>Counts of the buckets of a chunk or window.</summary>
    public int[] Counts { get; } = new int[(1 << (WindowPlan.MaxWidth - 1)) + 1];

    /// <summary>Selectors of slots, or of buckets.</summary>
    public AlignedBuffer<uint> Selectors { get; } = new(TreeCapacity + BucketTree<TField, TBlock>.SpareSelectors);

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
