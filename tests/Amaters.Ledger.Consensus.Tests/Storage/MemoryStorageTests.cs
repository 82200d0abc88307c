using Amaters.Ledger.Consensus.Storage;
using Amaters.Testing;

namespace Amaters.Ledger.Consensus.Tests.Storage;

public sealed class MemoryStorageTests
{
    [Fact]
    public void It_keeps_the_promises_of_a_storage() => StorageConformance.Holds(() => new Store());

    private sealed class Store : IStoreUnderTest
    {
        private readonly MemoryStorage _memory = new();

        public IStorage Storage => _memory;

        public void Write(HardState? hardState, IReadOnlyList<Entry> entries, Snapshot? snapshot)
        {
            if (hardState is { } changed)
                _memory.SetHardState(changed);
            if (snapshot is not null)
                _memory.ApplySnapshot(snapshot);
            _memory.Append(entries);
        }

        public void CreateSnapshot(LogIndex index, ConfState confState, ReadOnlyMemory<byte> data) => _memory.CreateSnapshot(index, confState, data);

        public void Compact(LogIndex index) => _memory.Compact(index);

        public void Reopen()
        {
        }

        public void Dispose()
        {
        }
    }
}
