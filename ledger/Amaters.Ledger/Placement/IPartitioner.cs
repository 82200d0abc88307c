namespace Amaters.Ledger.Placement;

/// <summary>Decides which shard holds which slice of the position space.</summary>
/// <remarks>
/// Run by whoever proposes a placement, never while applying: the log carries the resulting table, so a partitioner may
/// weigh load or hardware as it likes without endangering determinism.
/// </remarks>
public interface IPartitioner
{
    /// <summary>Assigns every slice to a shard.</summary>
    /// <param name="sliceCount">Number of slices.</param>
    /// <param name="shardCount">Number of shards, at most <paramref name="sliceCount"/>.</param>
    /// <returns>Element i is the shard (0 to shardCount − 1) of slice i.</returns>
    int[] Assign(int sliceCount, int shardCount);
}
