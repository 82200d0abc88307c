namespace Amaters.Ledger.Replication.Peers;

/// <summary>Limits of the traffic between members. The defaults suit a local network.</summary>
public sealed record PeerOptions
{
    /// <summary>Messages that may wait for one peer.</summary>
    public int MaxQueuedMessages { get; init; } = 4096;

    /// <summary>Bytes that may wait for one peer; a full queue drops and tells the core so.</summary>
    public long MaxQueuedBytes { get; init; } = 64 << 20;

    /// <summary>Messages are put into one batch until it passes this many bytes.</summary>
    public int MaxBatchBytes { get; init; } = 1 << 20;

    /// <summary>Largest gRPC message that is accepted from a peer; must hold a batch and the largest entry.</summary>
    public int MaxReceiveBytes { get; init; } = 32 << 20;

    /// <summary>Batches of one peer that may wait for the loop before its stream is no longer read.</summary>
    public int MaxUnhandledBatches { get; init; } = 16;

    /// <summary>Bytes of state per snapshot chunk.</summary>
    public int SnapshotChunkBytes { get; init; } = 256 << 10;

    /// <summary>Rate limit of an outgoing snapshot, so that it does not starve replication.</summary>
    public long SnapshotBytesPerSecond { get; init; } = 64 << 20;

    /// <summary>First waiting time after a broken connection.</summary>
    public TimeSpan ReconnectAfter { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest waiting time between attempts to reconnect.</summary>
    public TimeSpan ReconnectAtLeastEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Silence after which a connection is probed, and after as long again given up.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(5);
}
