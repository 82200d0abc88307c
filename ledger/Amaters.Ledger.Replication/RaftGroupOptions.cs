using System.Collections.Immutable;
using Amaters.Ledger.Replication.Peers;

namespace Amaters.Ledger.Replication;

/// <summary>What a <see cref="RaftGroup"/> is started with. Every default is meant for production.</summary>
public sealed record RaftGroupOptions
{
    /// <summary>This node's data folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Who this node is, and whom it trusts.</summary>
    public required PeerCredentials Credentials { get; init; }

    /// <summary>
    /// Peer addresses of the founding voters, this node among them; the same on each of them. Looked at only while the folder is
    /// empty. Empty for a node that is to be added to a running group: it waits to be told everything.
    /// </summary>
    public IReadOnlyDictionary<ulong, Uri> Founders { get; init; } = ImmutableSortedDictionary<ulong, Uri>.Empty;

    /// <summary>Seed of election timeouts and reconnect jitter; different on every node.</summary>
    public required ulong RandomSeed { get; init; }

    /// <summary>Length of a tick.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Ticks without a leader before an election.</summary>
    public int ElectionTicks { get; init; } = 10;

    /// <summary>Ticks between heartbeats.</summary>
    public int HeartbeatTicks { get; init; } = 1;

    /// <summary>A leader whose single sync takes longer than this hands over to the follower that is furthest on.</summary>
    public TimeSpan DiskStallLimit { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Commands that may wait on this node for their outcome; more are answered <see cref="ProposalOutcome.Busy"/>.</summary>
    public int MaxPendingProposals { get; init; } = 16_384;

    /// <summary>Largest command in bytes. The protocol between peers must be able to carry it (<see cref="PeerOptions.MaxReceiveBytes"/>).</summary>
    public int MaxCommandBytes { get; init; } = 4 << 20;

    /// <summary>Bytes of entries per message to a follower.</summary>
    public int MaxMessageBytes { get; init; } = 512 << 10;

    /// <summary>Bytes of entries handed to the state machine and not yet applied.</summary>
    public int MaxApplyingBytes { get; init; } = 16 << 20;

    /// <summary>Bytes of recent entries kept in memory. Many more than are under way would only outlive the garbage collector's first generations.</summary>
    public long CacheBytes { get; init; } = 8 << 20;

    /// <summary>A snapshot is taken each time this many entries have been applied since the last.</summary>
    public ulong SnapshotEveryEntries { get; init; } = 100_000;

    /// <summary>Entries kept below a new snapshot, so that a follower that is a little behind needs no snapshot.</summary>
    public ulong KeepEntries { get; init; } = 20_000;

    /// <summary>Limits of the traffic between members.</summary>
    public PeerOptions Peers { get; init; } = new();
}
