namespace Amaters.Ledger.Storage;

/// <summary>The column families of a node's state database, apart from the shards' own.</summary>
internal enum Family
{
    /// <summary>Single rows: progress, placement.</summary>
    Meta,

    /// <summary>State tree nodes: level (1 byte), index (8 bytes, big endian) → 8 child hashes of 32 bytes.</summary>
    Tree,

    /// <summary>Position (8 bytes, big endian) → IndexRow.</summary>
    Index,

    /// <summary>Sequence (8 bytes, big endian) → CommandRow.</summary>
    Commands,

    /// <summary>Command digest (32 bytes) → sequence (8 bytes, big endian).</summary>
    Digests,

    /// <summary>Batch number (8 bytes, big endian) → BatchRow.</summary>
    Batches,

    /// <summary>Client id (32 bytes) → KeyRow.</summary>
    Keys,

    /// <summary>Event number (8 bytes, big endian) → AuditEvent.</summary>
    Audit,

    /// <summary>Shard number (4 bytes, big endian) → ShardRow.</summary>
    Shards,
}
