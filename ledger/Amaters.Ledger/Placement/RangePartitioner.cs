namespace Amaters.Ledger.Placement;

/// <summary>Gives each shard one contiguous run of slices; runs differ in length by at most one slice.</summary>
/// <remarks>Positions are hashes, so equal runs hold equal loads. The placement of a new ledger.</remarks>
public sealed class RangePartitioner : IPartitioner
{
    /// <inheritdoc />
    public int[] Assign(int sliceCount, int shardCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shardCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(sliceCount, shardCount);
        var shardOfSlice = new int[sliceCount];
        for (var slice = 0; slice < sliceCount; slice++)
            shardOfSlice[slice] = (int)((long)slice * shardCount / sliceCount);
        return shardOfSlice;
    }
}
