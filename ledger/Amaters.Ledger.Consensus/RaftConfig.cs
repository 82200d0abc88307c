using Amaters.Ledger.Consensus.Storage;

namespace Amaters.Ledger.Consensus;

/// <summary>What a <see cref="RawNode"/> is started with. Defaults are safe ones.</summary>
public sealed class RaftConfig
{
    /// <summary>For limits of bytes: none.</summary>
    public const ulong NoLimit = ulong.MaxValue;

    /// <summary>This node. Never zero, never an id that was in use before.</summary>
    public required NodeId Id { get; init; }

    /// <summary>The log found on disk, or an empty one.</summary>
    public required IStorage Storage { get; init; }

    /// <summary>Randomness of election timeouts; different on every node.</summary>
    public required IRandom Random { get; init; }

    /// <summary>Ticks without a leader after which a follower campaigns; the real timeout is drawn from [ElectionTick, 2·ElectionTick).</summary>
    public int ElectionTick { get; init; } = 10;

    /// <summary>Ticks between heartbeats; less than <see cref="ElectionTick"/>.</summary>
    public int HeartbeatTick { get; init; } = 1;

    /// <summary>Last index that the state machine has applied durably; entries after it are handed out again.</summary>
    public LogIndex Applied { get; init; }

    /// <summary>Whether storage work is asked for by messages (StorageAppend, StorageApply) instead of one Ready at a time.</summary>
    public bool AsyncStorageWrites { get; init; }

    /// <summary>Bytes of entries per App message; at least one entry always goes.</summary>
    public ulong MaxSizePerMessage { get; init; } = 1024 * 1024;

    /// <summary>Bytes of committed entries handed out and not yet applied.</summary>
    public ulong MaxCommittedSizePerReady { get; init; } = 16 * 1024 * 1024;

    /// <summary>Bytes of proposals not yet committed, beyond which proposals are dropped. Empty entries always pass.</summary>
    public ulong MaxUncommittedEntriesSize { get; init; } = 256 * 1024 * 1024;

    /// <summary>App messages with entries in flight to one follower.</summary>
    public int MaxInflightMessages { get; init; } = 256;

    /// <summary>Bytes of entries in flight to one follower.</summary>
    public ulong MaxInflightBytes { get; init; } = NoLimit;

    /// <summary>The leader steps down when it has not heard from a quorum for an election timeout, and nodes with a live leader ignore candidates (thesis §6.2, §4.2.3).</summary>
    public bool CheckQuorum { get; init; } = true;

    /// <summary>Ask before disturbing the group with a new term (thesis §9.6).</summary>
    public bool PreVote { get; init; } = true;

    /// <summary>How reads are made linearizable.</summary>
    public ReadOnlyOption ReadOnlyOption { get; init; }

    /// <summary>Whether a follower drops proposals instead of sending them to its leader.</summary>
    public bool DisableProposalForwarding { get; init; }

    /// <summary>Whether configuration changes enter the log unchecked. For tests of what the checks prevent.</summary>
    public bool DisableConfChangeValidation { get; init; }

    /// <summary>Whether a leader that is removed or made a learner becomes a follower (thesis §4.2.2).</summary>
    public bool StepDownOnRemoval { get; init; } = true;

    /// <summary>Throws <see cref="ArgumentException"/> naming the first setting that cannot be.</summary>
    internal void Validate()
    {
        Require(Id != NodeId.None && !Id.IsLocalThread, "Id must name a node");
        Require(Storage is not null, "Storage is missing");
        Require(Random is not null, "Random is missing");
        Require(HeartbeatTick > 0, "HeartbeatTick must be positive");
        Require(ElectionTick > HeartbeatTick, "ElectionTick must be greater than HeartbeatTick");
        Require(MaxInflightMessages > 0, "MaxInflightMessages must be positive");
        Require(MaxInflightBytes >= MaxSizePerMessage, "MaxInflightBytes must allow for one message of MaxSizePerMessage");
        Require(MaxCommittedSizePerReady > 0, "MaxCommittedSizePerReady must be positive");
        Require(ReadOnlyOption == ReadOnlyOption.Safe || CheckQuorum, "lease-based reads need CheckQuorum");

        static void Require(bool condition, string message)
        {
            if (!condition)
                throw new ArgumentException(message);
        }
    }
}
