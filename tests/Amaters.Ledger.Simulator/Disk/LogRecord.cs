using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Simulator.Disk;

/// <summary>One atomic change of a stored log: all of it is found again after a crash, or nothing.</summary>
internal sealed record LogRecord
{
    /// <summary>Term, vote and commit, if they changed.</summary>
    public HardState? HardState { get; init; }

    /// <summary>Term and index that the stored entries follow; only in the record that begins a rewritten file.</summary>
    public EntryId? Base { get; init; }

    /// <summary>A snapshot of the leader's, which replaces the log.</summary>
    public Snapshot? Received { get; init; }

    /// <summary>Entries; what the log held at or after the first of them is discarded.</summary>
    public IReadOnlyList<Entry> Entries { get; init; } = [];

    /// <summary>A snapshot of the own state, which leaves the log as it is.</summary>
    public Snapshot? Own { get; init; }

    /// <summary>Entries up to here are dropped; zero for none.</summary>
    public LogIndex CompactTo { get; init; }
}
