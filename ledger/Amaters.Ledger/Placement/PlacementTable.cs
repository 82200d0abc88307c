using System.Collections.Immutable;
using System.Numerics;

namespace Amaters.Ledger.Placement;

/// <summary>Which shard holds which slice of the position space, as of one epoch. Ledger state: changed by log entries only.</summary>
/// <remarks>
/// The position space 0 … 8^depth − 1 is cut into slices of equal length, each a whole subtree of the state tree. Slices
/// tile the space by construction, so no record can be owned twice or by nobody.
/// </remarks>
public sealed class PlacementTable
{
    private readonly int _sliceShift;

    private PlacementTable(ulong epoch, ImmutableArray<int> shardOfSlice, int shardCount, int positionBitCount)
    {
        Epoch = epoch;
        ShardOfSlice = shardOfSlice;
        ShardCount = shardCount;
        _sliceShift = positionBitCount - BitOperations.Log2((uint)shardOfSlice.Length);
    }

    /// <summary>Number of this table; the first is 1 and each change adds 1.</summary>
    public ulong Epoch { get; }

    /// <summary>Element i is the shard of slice i.</summary>
    public ImmutableArray<int> ShardOfSlice { get; }

    /// <summary>Number of shards.</summary>
    public int ShardCount { get; }

    /// <summary>The table of a new ledger.</summary>
    public static PlacementTable Initial(int sliceCount, int shardCount, int depth) =>
        new(1, [.. new RangePartitioner().Assign(sliceCount, shardCount)], shardCount, 3 * depth);

    /// <summary>The shard of a position.</summary>
    public int ShardOf(ulong position) => ShardOfSlice[SliceOf(position)];

    /// <summary>The slice of a position.</summary>
    public int SliceOf(ulong position) => (int)(position >> _sliceShift);

    /// <summary>First position of a slice and the first one after it.</summary>
    public (ulong First, ulong End) PositionsOf(int slice) => ((ulong)slice << _sliceShift, (ulong)(slice + 1) << _sliceShift);

    /// <summary>The table of the next epoch, or null when <paramref name="shardOfSlice"/> names a wrong number of slices or an unknown shard.</summary>
    public PlacementTable? TryChange(ulong epoch, IReadOnlyList<uint> shardOfSlice)
    {
        ArgumentNullException.ThrowIfNull(shardOfSlice);
        if (epoch != Epoch + 1 || shardOfSlice.Count != ShardOfSlice.Length || shardOfSlice.Any(shard => shard >= ShardCount))
            return null;
        return Restore(epoch, [.. shardOfSlice.Select(shard => (int)shard)], ShardCount, _sliceShift + BitOperations.Log2((uint)shardOfSlice.Count));
    }

    internal static PlacementTable Restore(ulong epoch, ImmutableArray<int> shardOfSlice, int shardCount, int positionBitCount) =>
        new(epoch, shardOfSlice, shardCount, positionBitCount);
}
