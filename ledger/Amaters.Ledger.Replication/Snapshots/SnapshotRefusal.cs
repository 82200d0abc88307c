namespace Amaters.Ledger.Replication.Snapshots;

/// <summary>Why a received snapshot was not taken.</summary>
internal enum SnapshotRefusal
{
    /// <summary>A chunk does not start where the file ends.</summary>
    WrongOffset,

    /// <summary>A chunk is empty or passes the announced length, or the transfer ended before it.</summary>
    WrongLength,

    /// <summary>A chunk differs from its own SHA-256.</summary>
    ChunkDigest,

    /// <summary>The whole differs from the SHA-256 in its ticket.</summary>
    FileDigest,
}
