using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication;

/// <summary>What a group replicates: every member applies the same entries in the same order and must reach the same state.</summary>
/// <remarks>
/// All members are called on the apply thread of the <see cref="RaftGroup"/>, one at a time; only <see cref="IStateCapture.WriteTo"/>
/// runs beside them. An exception is a broken invariant and ends the node; a refused command is a result.
/// </remarks>
public interface IReplicatedStateMachine
{
    /// <summary>The last entry whose effect survives a crash at this moment; 0 for a state that lives in memory only.</summary>
    /// <remarks>At start the group restores the newest snapshot if this is older than it, then applies from the next entry on.</remarks>
    LogIndex Applied { get; }

    /// <summary>Applies committed entries in order, whatever their type: an entry that is no command still moves <see cref="Applied"/>.</summary>
    /// <param name="entries">Consecutive entries, the first one following the last that was applied.</param>
    /// <param name="results">One slot per entry. What is put there reaches the proposer, if it waits on this node.</param>
    void Apply(ReadOnlySpan<Entry> entries, Span<object?> results);

    /// <summary>Takes hold of the state as it is now, quickly; it is written out later, while further entries are applied.</summary>
    IStateCapture Capture();

    /// <summary>Replaces the state by a captured one, durably if <see cref="Applied"/> is to say so.</summary>
    /// <param name="state">The bytes that <see cref="IStateCapture.WriteTo"/> wrote on some member; their digest has been checked.</param>
    /// <param name="id">The last entry that is part of the state.</param>
    void Restore(Stream state, EntryId id);
}
