using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Storage;

namespace Amaters.Testing;

/// <summary>A Raft log store as <see cref="StorageConformance"/> drives it: what a host does to it, and a restart.</summary>
public interface IStoreUnderTest : IDisposable
{
    /// <summary>The store as the core reads it.</summary>
    IStorage Storage { get; }

    /// <summary>Stores the durable part of one Ready as one atomic, synced write.</summary>
    void Write(HardState? hardState, IReadOnlyList<Entry> entries, Snapshot? snapshot);

    /// <summary>Keeps the application's own snapshot as of an index that the log holds; the log stays.</summary>
    void CreateSnapshot(LogIndex index, ConfState confState, ReadOnlyMemory<byte> data);

    /// <summary>Drops the entries up to and including an index; an index that is gone already changes nothing.</summary>
    void Compact(LogIndex index);

    /// <summary>Closes the store and opens it again from what is durable.</summary>
    void Reopen();
}
