using Amaters.Verifier.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>Buffers that the multiplications of one group share.</summary>
internal sealed class BucketPools<TField, TBlock> : IDisposable
    where TField : ILaneField<TBlock>
    where TBlock : unmanaged
{
    /// <summary>One for each multiplication at a time.</summary>
    public ObjectPool<BucketScratch> Scratches { get; } = new();

    /// <summary>One for each thread at a time.</summary>
    public ObjectPool<BucketWorker<TField, TBlock>> Workers { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        Scratches.Dispose();
        Workers.Dispose();
    }
}
