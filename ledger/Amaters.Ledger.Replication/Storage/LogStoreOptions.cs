namespace Amaters.Ledger.Replication.Storage;

/// <summary>What a <see cref="LogStore"/> is opened with.</summary>
public sealed record LogStoreOptions
{
    /// <summary>The node's data folder; the store uses <c>log/</c> and <c>acknowledged</c> in it.</summary>
    public required string Folder { get; init; }

    /// <summary>The group whose log this is; a folder of another group is refused.</summary>
    public required GroupId Group { get; init; }

    /// <summary>The node whose log this is; a folder of another node is refused.</summary>
    public required ulong NodeId { get; init; }

    /// <summary>Bytes of recent entries kept in memory.</summary>
    public long CacheBytes { get; init; } = 8 << 20;
}
