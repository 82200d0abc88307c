using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Simulator.Disk;

/// <summary>What a node is certain to find after a crash at this moment: the synced records and nothing else. The checkers' view of a disk.</summary>
internal sealed class DurableState
{
    /// <summary>Term, vote and commit.</summary>
    public HardState HardState { get; private set; }

    /// <summary>The log.</summary>
    public TermLog Log { get; } = new();

    /// <summary>A record has become durable.</summary>
    public void Apply(LogRecord record)
    {
        if (record.Base is { } id)
            Log.Reset(id);
        if (record.Received is { } received && received.Metadata.Index > Log.Base.Index)
            Log.Reset(received.Metadata.Id);
        foreach (var entry in record.Entries)
            Log.Append(entry.Id);
        if (record.HardState is { } state)
            HardState = state;
        Log.CompactTo(record.CompactTo);
    }
}
