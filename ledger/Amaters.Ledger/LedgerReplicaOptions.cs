using System.Collections.Immutable;
using Amaters.Ledger.Replication.Peers;
using Amaters.Verifier.Checkpoints;
using Amaters.Verifier.Genesis;
using Amaters.Verifier.Groth16;

namespace Amaters.Ledger;

/// <summary>What a <see cref="LedgerReplica"/> is started with. Defaults are meant for production.</summary>
public sealed record LedgerReplicaOptions
{
    /// <summary>The ledger.</summary>
    public required GenesisDocument Genesis { get; init; }

    /// <summary>The key that the genesis document names.</summary>
    public required VerifyingKey VerifyingKey { get; init; }

    /// <summary>Folder for log, snapshots and state.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Who this node is, and whom it trusts as a peer.</summary>
    public required PeerCredentials Credentials { get; init; }

    /// <summary>Peer addresses of the founding members, by node id; empty for a node that is added to a running group.</summary>
    public IReadOnlyDictionary<ulong, Uri> Founders { get; init; } = ImmutableSortedDictionary<ulong, Uri>.Empty;

    /// <summary>Where clients reach each node, for redirects to the leader.</summary>
    public IReadOnlyDictionary<ulong, Uri> ClientAddresses { get; init; } = ImmutableSortedDictionary<ulong, Uri>.Empty;

    /// <summary>Signs this node's checkpoints.</summary>
    public required NoteSigner CheckpointSigner { get; init; }

    /// <summary>Asks for proofs.</summary>
    public required IProofRequester ProofRequester { get; init; }

    /// <summary>Limits of the traffic between members.</summary>
    public PeerOptions Peers { get; init; } = new();

    /// <summary>Length of a Raft tick; an election takes ten to twenty of them.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A batch that is not full is sealed when its first command has waited this long.</summary>
    public TimeSpan SealDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A worker that does not renew its lease for this long loses it.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>One of the oldest unproven batches that nobody works on is asked for again after this long.</summary>
    public TimeSpan ProofRequestInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Commands that may be committed and not yet applied; above it, admission refuses more until proofs catch up.</summary>
    public ulong UnappliedCommandCountMax { get; init; } = 4096;

    /// <summary>What the node promises to clients who ask: a command is part of a proven batch this long after it was committed.</summary>
    public TimeSpan PromisedTime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Commands that one client may hand in per second, on average.</summary>
    public double CommandsPerSecondPerClient { get; init; } = 1000;

    /// <summary>A Raft snapshot is taken each time this many entries have been applied.</summary>
    public ulong SnapshotEveryEntries { get; init; } = 100_000;

    /// <summary>Log entries that are kept below a snapshot.</summary>
    public ulong KeepEntries { get; init; } = 20_000;

    /// <summary>Seed of election timeouts and reconnect jitter; different on every node.</summary>
    public required ulong RandomSeed { get; init; }

    /// <summary>The clock that stamps entries and measures leases; never read while applying.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
