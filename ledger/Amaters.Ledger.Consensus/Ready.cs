namespace Amaters.Ledger.Consensus;

/// <summary>Everything a host must do next; see docs/raft.md, "Ready and Advance", for the order.</summary>
public sealed class Ready
{
    /// <summary>Leader or role, if either changed.</summary>
    public SoftState? SoftState { get; init; }

    /// <summary>Term, vote and commit, if any changed: to store before any message leaves.</summary>
    public HardState? HardState { get; init; }

    /// <summary>Reads that may now be served, or were refused.</summary>
    public IReadOnlyList<ReadState> ReadStates { get; init; } = [];

    /// <summary>Entries to store. Whatever the log holds at or after the first of them is to be discarded in the same atomic write.</summary>
    public IReadOnlyList<Entry> Entries { get; init; } = [];

    /// <summary>Snapshot to store and to apply; it replaces the whole log.</summary>
    public Snapshot? Snapshot { get; init; }

    /// <summary>Entries to apply to the state machine, in order.</summary>
    public IReadOnlyList<Entry> CommittedEntries { get; init; } = [];

    /// <summary>Messages to send, in order. With synchronous storage: after the writes above are durable (but see <see cref="Message.AwaitsSync"/>).</summary>
    public IReadOnlyList<Message> Messages { get; init; } = [];

    /// <summary>Whether the write must reach the disk before it counts: entries, term or vote are in it. A commit index alone may be lazy.</summary>
    public bool MustSync { get; init; }
}
