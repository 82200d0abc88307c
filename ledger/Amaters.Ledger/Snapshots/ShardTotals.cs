namespace Amaters.Ledger.Snapshots;

/// <summary>What a snapshot's shards must add up to, counted from its commands and records.</summary>
internal sealed class ShardTotals(int shardCount)
{
    /// <summary>Bytes of payload kept by each shard, old versions included.</summary>
    public ulong[] PayloadBytes { get; } = new ulong[shardCount];

    /// <summary>Versions kept by each shard.</summary>
    public ulong[] Versions { get; } = new ulong[shardCount];

    /// <summary>Records of each shard, tombstones included.</summary>
    public ulong[] Records { get; } = new ulong[shardCount];
}
