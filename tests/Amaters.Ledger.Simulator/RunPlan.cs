using Amaters.Ledger.Simulator.Clock;
using Amaters.Ledger.Simulator.Randomness;

namespace Amaters.Ledger.Simulator;

/// <summary>All settings of one run, drawn from its seed wherever they were not given.</summary>
internal sealed record RunPlan
{
    private const long StepsPerNode = 800;
    private const int MinimumNodesForSteps = 5;

    /// <summary>Voters at the beginning.</summary>
    public required int Nodes { get; init; }

    /// <summary>Events in the phase of faults.</summary>
    public required long Steps { get; init; }

    /// <summary>Limits and pace.</summary>
    public required Preset Preset { get; init; }

    /// <summary>Chance per mille that a node has asynchronous storage.</summary>
    public int AsyncPerMille { get; init; }

    /// <summary>See <see cref="Consensus.RaftConfig.PreVote"/>.</summary>
    public bool PreVote { get; init; } = true;

    /// <summary>See <see cref="Consensus.RaftConfig.CheckQuorum"/>.</summary>
    public bool CheckQuorum { get; init; } = true;

    /// <summary>See <see cref="Consensus.RaftConfig.DisableProposalForwarding"/>.</summary>
    public bool DisableProposalForwarding { get; init; }

    /// <summary>Bytes of entries in a message.</summary>
    public ulong MaxSizePerMessage { get; init; } = 4096;

    /// <summary>Messages in flight to a follower.</summary>
    public int MaxInflightMessages { get; init; } = 16;

    /// <summary>Bytes of entries being applied.</summary>
    public ulong MaxCommittedSizePerReady { get; init; } = 16 * 1024;

    /// <summary>Bytes of uncommitted proposals.</summary>
    public ulong MaxUncommittedEntriesSize { get; init; } = 64 * 1024;

    /// <summary>Applied entries between two snapshots of a node's own.</summary>
    public ulong SnapshotInterval { get; init; } = 100;

    /// <summary>Entries that compaction leaves before the snapshot.</summary>
    public ulong CompactionTail { get; init; } = 20;

    /// <summary>Clients that work at the same time.</summary>
    public int Clients { get; init; } = 4;

    /// <summary>Entries by which a long log is filled; zero for none.</summary>
    public long Filling { get; init; }

    /// <summary>Mean microseconds between two faults.</summary>
    public long FaultInterval { get; init; } = 400 * Scheduler.Millisecond;

    /// <summary>Chance per mille that a message is lost.</summary>
    public int LossPerMille { get; init; }

    /// <summary>Chance per mille that a message arrives twice.</summary>
    public int DuplicationPerMille { get; init; }

    /// <summary>Chance per mille that a message is delayed so long that many others overtake it.</summary>
    public int DelayPerMille { get; init; }

    /// <summary>The plan of a run.</summary>
    public static RunPlan Draw(SimulationOptions options, Dice dice)
    {
        var preset = options.Preset ?? dice.Pick([Preset.Standard, Preset.Tiny]);
        int[] sizes = [1, 2, 3, 3, 3, 4, 5, 5, 7];
        var drawn = dice.Pick(sizes);
        var plan = new RunPlan
        {
            Nodes = options.Nodes ?? drawn,
            Steps = options.Steps ?? StepsPerNode * Math.Max(MinimumNodesForSteps, options.Nodes ?? drawn),
            Preset = preset,
            AsyncPerMille = dice.Pick([0, 500, 1000]),
            PreVote = dice.Chance(850),
            CheckQuorum = dice.Chance(850),
            DisableProposalForwarding = dice.Chance(150),
            Clients = 2 + dice.Below(5),
            LossPerMille = dice.Pick([0, 5, 20, 80]),
            DuplicationPerMille = dice.Pick([0, 5, 20, 80]),
            DelayPerMille = dice.Pick([0, 5, 20, 80]),
            FaultInterval = dice.Between(200, 2000) * Scheduler.Millisecond,
        };
        return preset switch
        {
            Preset.Tiny => plan.MakeTiny(dice),
            Preset.Long => plan.MakeLong(),
            _ => plan,
        };
    }

    /// <summary>Every limit is hit all the time, which reaches code that standard limits hardly ever reach.</summary>
    private RunPlan MakeTiny(Dice dice) => this with
    {
        MaxSizePerMessage = (ulong)dice.Pick([0, 60, 200]),
        MaxInflightMessages = 1 + dice.Below(3),
        MaxCommittedSizePerReady = (ulong)dice.Pick([1, 60, 200]),
        MaxUncommittedEntriesSize = (ulong)dice.Pick([1, 70, 400]),
        SnapshotInterval = (ulong)dice.Between(3, 15),
        CompactionTail = (ulong)dice.Below(4),
    };

    /// <summary>A log of more than a million entries, none of which is compacted before.</summary>
    private RunPlan MakeLong() => this with
    {
        Filling = 1_300_000,
        MaxSizePerMessage = 256 * 1024,
        MaxInflightMessages = 64,
        MaxCommittedSizePerReady = 1024 * 1024,
        MaxUncommittedEntriesSize = 4 * 1024 * 1024,
        SnapshotInterval = 1_100_000,
        CompactionTail = 10_000,
        FaultInterval = 2 * Scheduler.Second,
    };
}
