namespace Amaters.Ledger.Consensus.Storage;

/// <summary>The durable log as the core reads it. The host writes it, as each <see cref="Ready"/> says.</summary>
/// <remarks>
/// <para>The log is one snapshot (perhaps <see cref="Consensus.Snapshot.Empty"/>) that stands for all entries before <see cref="FirstIndex"/>, and the
/// entries FirstIndex … <see cref="LastIndex"/> without a gap. A failure of the disk is an exception that ends the process.</para>
/// <para>What a snapshot stands for is committed. So no entry at or below the newest snapshot is ever replaced, and a received
/// snapshot is newer than the newest one: the core asks for nothing else, and a store that is told otherwise throws
/// <see cref="InvariantViolationException"/> and keeps what it has.</para>
/// <para>Every implementation passes StorageConformance of the tests.</para>
/// </remarks>
public interface IStorage
{
    /// <summary>What was stored last, and the configuration as of the newest snapshot or applied entry that the host recorded.</summary>
    (HardState HardState, ConfState ConfState) InitialState();

    /// <summary>Index of the first entry that can be read: one past what the snapshot stands for. 1 in an empty storage.</summary>
    LogIndex FirstIndex { get; }

    /// <summary>Index of the last entry, or FirstIndex − 1 when there is none.</summary>
    LogIndex LastIndex { get; }

    /// <summary>Entries of [<paramref name="from"/>, <paramref name="to"/>): as many as fit into <paramref name="maxBytes"/>, but at least one.</summary>
    /// <remarks>Requires from &lt; to. Compacted if from &lt; FirstIndex, Unavailable if to &gt; LastIndex + 1. Sizes are <see cref="Entry.ByteCount"/>.</remarks>
    LogRead Entries(LogIndex from, LogIndex to, ulong maxBytes, out IReadOnlyList<Entry> entries);

    /// <summary>Term at <paramref name="index"/>, which may be FirstIndex − 1: the term of the snapshot's last entry is kept.</summary>
    LogRead Term(LogIndex index, out Term term);

    /// <summary>The newest snapshot, or Unavailable while one is being made.</summary>
    LogRead Snapshot(out Snapshot snapshot);
}
