namespace Amaters.Ledger.Consensus;

/// <summary>The application's state as of one index, which replaces the log up to there (thesis §5).</summary>
/// <param name="Data">State of the application, or a ticket by which the host streams it.</param>
/// <param name="Metadata">Which prefix of the log it stands for.</param>
public sealed record Snapshot(ReadOnlyMemory<byte> Data, SnapshotMetadata Metadata)
{
    /// <summary>No snapshot: index zero, nobody configured.</summary>
    public static Snapshot Empty { get; } = new(ReadOnlyMemory<byte>.Empty, new SnapshotMetadata(ConfState.Empty, default, default));

    /// <summary>Whether it stands for no entries.</summary>
    public bool IsEmpty => Metadata.Index == LogIndex.Zero;
}
