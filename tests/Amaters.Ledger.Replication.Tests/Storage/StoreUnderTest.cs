using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Storage;
using Amaters.Ledger.Replication.Storage;
using Amaters.Testing;

namespace Amaters.Ledger.Replication.Tests.Storage;

/// <summary>The RocksDB store as the conformance suite writes to it: every write synced, every snapshot with its configuration.</summary>
internal sealed class StoreUnderTest : IStoreUnderTest
{
    private readonly TestLog _log = new();
    private LogStore _store;

    public StoreUnderTest() => _store = _log.Open();

    public IStorage Storage => _store;

    public void Write(HardState? hardState, IReadOnlyList<Entry> entries, Snapshot? snapshot) => _store.Append(hardState, snapshot, entries, sync: true);

    public void CreateSnapshot(LogIndex index, ConfState confState, ReadOnlyMemory<byte> data)
    {
        _store.Term(index, out var term);
        _store.SaveConfiguration(GroupConfiguration.Empty with { Index = index, Members = confState });
        _store.SaveSnapshot(new Snapshot(data, new SnapshotMetadata(confState, index, term)));
    }

    public void Compact(LogIndex index) => _store.Compact(index);

    public void Reopen()
    {
        _store.Dispose();
        _store = _log.Open();
    }

    public void Dispose()
    {
        _store.Dispose();
        _log.Dispose();
    }
}
