using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Storage;

namespace Amaters.Scenarios;

/// <summary>A log in memory whose snapshot is always the newest applied state, so that compaction and snapshots need no coordination.</summary>
internal sealed class ScenarioStorage : IStorage
{
    /// <summary>What the host writes to.</summary>
    public MemoryStorage Memory { get; } = new();

    /// <summary>The state machine: everything applied so far, as a snapshot.</summary>
    public Snapshot Applied { get; set; } = Ledger.Consensus.Snapshot.Empty;

    public LogIndex FirstIndex => Memory.FirstIndex;

    public LogIndex LastIndex => Memory.LastIndex;

    /// <summary>The configuration is stored with what is applied.</summary>
    public (HardState HardState, ConfState ConfState) InitialState() => (Memory.InitialState().HardState, Applied.Metadata.ConfState);

    public LogRead Entries(LogIndex from, LogIndex to, ulong maxBytes, out IReadOnlyList<Entry> entries) => Memory.Entries(from, to, maxBytes, out entries);

    public LogRead Term(LogIndex index, out Term term) => Memory.Term(index, out term);

    public LogRead Snapshot(out Snapshot snapshot)
    {
        snapshot = Applied;
        return LogRead.Found;
    }
}
