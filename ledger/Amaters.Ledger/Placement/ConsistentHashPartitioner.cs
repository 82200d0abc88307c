using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Amaters.Ledger.Placement;

/// <summary>Places slices by rendezvous hashing: adding a shard moves about 1/(n+1) of the slices and no others.</summary>
/// <remarks>
/// Each slice goes to the shard with the greatest weight SHA-256(slice, shard). Thaler and Ravishankar, "Using Name-Based
/// Mappings to Increase Hit Rates", 1998.
/// </remarks>
public sealed class ConsistentHashPartitioner : IPartitioner
{
    /// <inheritdoc />
    public int[] Assign(int sliceCount, int shardCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shardCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(sliceCount, shardCount);
        var shardOfSlice = new int[sliceCount];
        for (var slice = 0; slice < sliceCount; slice++)
            shardOfSlice[slice] = Enumerable.Range(0, shardCount).MaxBy(shard => Weight(slice, shard));
        return shardOfSlice;
    }

    private static ulong Weight(int slice, int shard)
    {
        Span<byte> pair = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(pair, slice);
        BinaryPrimitives.WriteInt32BigEndian(pair[4..], shard);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(pair, digest);
        return BinaryPrimitives.ReadUInt64BigEndian(digest);
    }
}
