using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Storage;
using Amaters.Testing;

namespace Amaters.Ledger.Replication.Tests.Storage;

public sealed class LogStoreTests
{
    [Fact]
    public void It_keeps_the_promises_of_a_storage() => StorageConformance.Holds(() => new StoreUnderTest(), histories: 20);

    [Fact]
    [Trait(Tier.Name, Tier.Full)]
    public void It_keeps_the_promises_of_a_storage_in_many_histories() => StorageConformance.Holds(() => new StoreUnderTest(), histories: 200);

    /// <summary>Seeds that failed: when histories could replace what a snapshot stood for, which a store now refuses; and when a voter could be node 0.</summary>
    [Theory]
    [InlineData("9j6d-Vmxem_1")]
    [InlineData("1i6tuBT_rSe4")]
    public void It_keeps_the_promises_of_a_storage_in_a_history_that_failed(string seed) => StorageConformance.Holds(() => new StoreUnderTest(), histories: 20, seed: seed);

    /// <summary>The process dies between lowering the mark and writing the batch: the old log is whole, and must not pass for corrupt.</summary>
    [Fact]
    public void A_crash_while_a_snapshot_replaces_a_longer_log_leaves_the_old_log()
    {
        using var log = new TestLog();
        using (var store = log.Open())
        {
            store.Append(TestLog.HardState(2, 1, 3), null, TestLog.Entries(1, 10, term: 2), sync: true);
            // An impossible entry behind the snapshot ends the write where a crash would: the mark is lowered, nothing is in the log.
            Assert.Throws<InvariantViolationException>(() => store.Append(TestLog.HardState(3, 0, 5), TestLog.Snapshot(5, 3, 1, 2), TestLog.Entries(9, 9, term: 3), sync: true));
        }

        using var reopened = log.Open();
        Assert.Equal(TestLog.Entries(1, 10, term: 2).Select(Text), TestLog.ReadAll(reopened));
    }

    [Fact]
    public void What_was_stored_is_found_again()
    {
        using var log = new TestLog();
        using (var store = log.Open())
            store.Append(TestLog.HardState(3, 2, 4), null, [.. TestLog.Entries(1, 3), .. TestLog.Entries(4, 6, term: 3)], sync: true);

        using var again = log.Open();
        Assert.Equal(TestLog.HardState(3, 2, 4), again.InitialState().HardState);
        Assert.Equal(new LogIndex(6), again.LastIndex);
        Assert.Equal(TestLog.Entries(1, 3).Concat(TestLog.Entries(4, 6, term: 3)).Select(Text), TestLog.ReadAll(again));
    }

    [Fact]
    public void New_entries_replace_every_stored_entry_from_the_first_new_index_on()
    {
        using var log = new TestLog();
        using (var store = log.Open())
        {
            store.Append(TestLog.HardState(1, 1, 2), null, TestLog.Entries(1, 9), sync: true);
            store.Append(TestLog.HardState(2, 3, 2), null, TestLog.Entries(4, 5, term: 2), sync: true);
            Assert.Equal(new LogIndex(5), store.LastIndex);
        }

        using var again = log.Open();
        Assert.Equal(TestLog.Entries(1, 3).Concat(TestLog.Entries(4, 5, term: 2)).Select(Text), TestLog.ReadAll(again));
    }

    [Fact]
    public void A_snapshot_replaces_the_whole_log_and_its_configuration()
    {
        using var log = new TestLog();
        using (var store = log.Open())
        {
            store.Append(TestLog.HardState(1, 1, 2), null, TestLog.Entries(1, 9), sync: true);
            store.Append(TestLog.HardState(2, 0, 7), TestLog.Snapshot(7, 2, 1, 2, 5), TestLog.Entries(8, 8, term: 2), sync: true);
        }

        using var again = log.Open();
        Assert.Equal(new LogIndex(8), again.FirstIndex);
        Assert.Equal([Text(TestLog.Entry(8, 2))], TestLog.ReadAll(again));
        Assert.Equal(LogRead.Found, again.Term(new LogIndex(7), out var term));
        Assert.Equal(new Term(2), term);
        Assert.Equal(LogRead.Found, again.Snapshot(out var snapshot));
        Assert.Equal(new LogIndex(7), snapshot.Metadata.Index);
        Assert.Equal([1UL, 2, 5], again.InitialState().ConfState.Voters.Select(node => node.Value));
    }

    [Fact]
    public void Compaction_keeps_the_tail_and_the_term_before_it()
    {
        using var log = new TestLog();
        using (var store = log.Open())
        {
            store.Append(TestLog.HardState(1, 1, 90), null, TestLog.Entries(1, 100), sync: true);
            store.SaveSnapshot(TestLog.Snapshot(80, 1, 1));
            store.Compact(new LogIndex(60));
        }

        using var again = log.Open();
        Assert.Equal(new LogIndex(61), again.FirstIndex);
        Assert.Equal(LogRead.Compacted, again.Entries(new LogIndex(60), new LogIndex(62), 100, out _));
        Assert.Equal(LogRead.Compacted, again.Term(new LogIndex(59), out _));
        Assert.Equal(LogRead.Found, again.Term(new LogIndex(60), out _));
        Assert.Equal(40, TestLog.ReadAll(again).Count);
    }

    [Fact]
    public void A_range_is_cut_at_the_byte_limit_but_gives_at_least_one_entry()
    {
        using var log = new TestLog();
        using var store = log.Open();
        store.Append(null, null, TestLog.Entries(1, 5), sync: true);
        var two = TestLog.Entries(1, 2).Aggregate(0UL, (sum, entry) => sum + entry.ByteCount);
        Assert.Equal(LogRead.Found, store.Entries(new LogIndex(1), new LogIndex(6), two, out var entries));
        Assert.Equal(2, entries.Count);
        Assert.Equal(LogRead.Found, store.Entries(new LogIndex(2), new LogIndex(6), 0, out entries));
        Assert.Single(entries);
        Assert.Equal(LogRead.Unavailable, store.Entries(new LogIndex(5), new LogIndex(7), 0, out _));
    }

    [Fact]
    public void Entries_that_left_the_cache_are_read_from_disk()
    {
        using var log = new TestLog();
        using var store = log.Open(cacheBytes: 1000);
        store.Append(null, null, TestLog.Entries(1, 500), sync: true);
        Assert.Equal(TestLog.Entries(1, 500).Select(Text), TestLog.ReadAll(store));
    }

    [Fact]
    public void The_store_agrees_with_a_list_through_any_sequence_of_operations()
    {
        var operation = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 12], Gen.Int[1, 12], (kind, back, count) => (kind, back, count));
        operation.List[1, 40].Sample(operations =>
        {
            using var log = new TestLog();
            var store = log.Open(cacheBytes: 600);
            try
            {
                var model = new List<Entry>();
                ulong compacted = 0, term = 1, committed = 0;
                foreach (var (kind, back, count) in operations)
                {
                    var last = compacted + (ulong)model.Count;
                    switch (kind)
                    {
                        case 0 or 1: // append, perhaps over a tail that lost an election
                            var first = Math.Max(committed, last - Math.Min(last, kind == 0 ? 0 : (ulong)back)) + 1;
                            term += first <= last ? 1UL : 0;
                            var entries = TestLog.Entries(first, first + (ulong)count - 1, term);
                            model.RemoveRange((int)(first - 1 - compacted), model.Count - (int)(first - 1 - compacted));
                            model.AddRange(entries);
                            store.Append(TestLog.HardState(term, 1, committed), null, entries, sync: count % 2 == 0);
                            break;
                        case 2 when model.Count > 0: // compact
                            var dropped = Math.Min(back, model.Count);
                            var boundary = dropped == 0 ? compacted : model[dropped - 1].Index.Value;
                            store.Append(TestLog.HardState(term, 1, committed = last), null, [], sync: true);
                            store.SaveSnapshot(TestLog.Snapshot(last, model[^1].Term.Value, 1));
                            store.Compact(new LogIndex(boundary));
                            model.RemoveRange(0, dropped);
                            compacted = boundary;
                            break;
                        case 3: // a snapshot from the leader
                            committed = compacted = last + (ulong)back + 1;
                            store.Append(TestLog.HardState(++term, 0, compacted), TestLog.Snapshot(compacted, term, 1, 2), [], sync: true);
                            model.Clear();
                            break;
                        case 4: // restart
                            store.Dispose();
                            store = log.Open(cacheBytes: 600);
                            break;
                    }

                    Assert.Equal(new LogIndex(compacted + 1), store.FirstIndex);
                    Assert.Equal(model.Select(Text), TestLog.ReadAll(store));
                    store.Entries(store.FirstIndex, store.LastIndex.Next, ulong.MaxValue, out var all);
                    Assert.Equal(model.Select(Text), all.Select(Text));
                }
            }
            finally
            {
                store.Dispose();
            }
        }, iter: 25);
    }

    private static string Text(Entry entry) => System.Text.Encoding.ASCII.GetString(entry.Data.Span);
}
