namespace Amaters.Ledger.Reading;

/// <summary>Counts the records that each shard has answered with on this node, since the node started. Thread-safe.</summary>
/// <remarks>Unlike size and writes it is no part of the replicated state: which node a client reads from is not in the log.</remarks>
internal sealed class ShardReads(int shardCount)
{
    private readonly ulong[] _counts = new ulong[shardCount];

    /// <summary>Counts one answer.</summary>
    public void Count(int shard) => Interlocked.Increment(ref _counts[shard]);

    /// <summary>Answers so far.</summary>
    public ulong Of(int shard) => Volatile.Read(ref _counts[shard]);
}
