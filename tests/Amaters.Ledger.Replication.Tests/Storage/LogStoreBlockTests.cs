using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Storage;
using Amaters.Ledger.Replication.Storage;

namespace Amaters.Ledger.Replication.Tests.Storage;

/// <summary>Entries lie on disk in blocks; where a block begins and ends must show nowhere but there.</summary>
public sealed class LogStoreBlockTests
{
    private const int Full = BlockWriter.MaxPayloadByteCount;

    [Fact]
    public void A_block_ends_at_its_largest_number_of_entries()
    {
        using var log = new TestLog();
        Append(log, [.. Enumerable.Repeat(1, 2 * BlockWriter.MaxEntryCount + 1)]);
        Assert.Equal([1UL, 1 + BlockWriter.MaxEntryCount, 1 + 2 * BlockWriter.MaxEntryCount], BlocksOf(log, "headers"));
    }

    [Theory]
    [InlineData(new[] { Full - 1, 1, 1, 0 }, new ulong[] { 1, 3 })]
    [InlineData(new[] { Full, 0, 0, 1 }, new ulong[] { 1, 4 })]
    [InlineData(new[] { 1, Full, 1 }, new ulong[] { 1, 2, 3 })]
    [InlineData(new[] { 0, Full + 1, 0, 3 * Full, 3 * Full, 5 }, new ulong[] { 1, 2, 3, 4, 5, 6 })]
    public void A_block_ends_before_its_payloads_grow_too_large_and_a_larger_entry_has_its_own(int[] payloads, ulong[] blocks)
    {
        using var log = new TestLog();
        var entries = Append(log, payloads);
        Assert.Equal(blocks, BlocksOf(log, "headers"));
        AssertFound(log, entries);
    }

    [Fact]
    public void Entries_of_any_size_are_found_in_any_range() =>
        Gen.Select(Gen.OneOf(Gen.Int[0, 40], Gen.Int[0, Full], Gen.Int[Full - 2, Full + 2]).Array[1, 30].Array[1, 3], Gen.Int[0, 89], Gen.Int[0, 89]).Sample(
            (appends, one, other) =>
            {
                using var log = new TestLog();
                var entries = appends.SelectMany(payloads => Append(log, payloads)).ToArray();
                AssertFound(log, entries);
                var (from, to) = (Math.Min(one, other) % entries.Length, Math.Max(one, other) % entries.Length);
                using var store = log.Open(cacheBytes: 1000);
                if (from < to)
                {
                    Assert.Equal(LogRead.Found, store.Entries(entries[from].Index, entries[to].Index, ulong.MaxValue, out var range));
                    Assert.Equal(entries[from..to].Select(Text), range.Select(Text));
                }
            },
            iter: 15);

    /// <summary>Three blocks of four entries, some without a payload, so that cutting may leave a block without any: then it has one record only.</summary>
    [Fact]
    public void A_log_may_be_cut_at_any_entry()
    {
        for (ulong first = 1; first <= 12; first++)
        {
            using var log = new TestLog();
            int[][] blocks = [[0, 0, 100, 100], [0, 100, 100, 0], [100, 0, 0, 0]];
            var entries = blocks.SelectMany(payloads => Append(log, payloads)).ToList();
            entries.RemoveRange((int)first - 1, 13 - (int)first);
            entries.AddRange(Append(log, [0, 7, 0], first, term: 2));
            AssertFound(log, entries);
            // Once more, within the block that is new.
            entries.RemoveRange(entries.Count - 2, 2);
            entries.AddRange(Append(log, [5], first + 1, term: 3));
            AssertFound(log, entries);
        }
    }

    [Fact]
    public void A_log_may_be_compacted_at_any_entry_and_cut_right_behind_it()
    {
        for (ulong last = 1; last <= 8; last++)
        {
            using var log = new TestLog();
            var entries = Enumerable.Range(0, 2).SelectMany(_ => Append(log, [10, 0, 20, 30])).ToList();
            Compact(log, last);
            entries.RemoveRange(0, (int)last);
            AssertFound(log, entries);

            AssertFound(log, entries = [.. Append(log, [1, 2], last + 1, term: 2)]);
            Compact(log, last + 1);
            AssertFound(log, entries[1..]);
            Compact(log, last + 2);
            AssertFound(log, []);
            AssertFound(log, Append(log, [3], term: 2));
        }
    }

    /// <summary>Ten blocks of ten entries, each in a table of its own below level 0.</summary>
    [Fact]
    public void Compaction_drops_whole_files_but_never_that_of_the_block_with_the_first_kept_entry()
    {
        using var log = new TestLog();
        for (ulong first = 1; first < 100; first += 10)
        {
            Append(log, [.. Enumerable.Repeat(50, 10)]);
            foreach (var family in new[] { "headers", "payloads" })
                log.Raw(family, (database, handle) => database.CompactRange(LogRecords.Key(first), LogRecords.Key(first), handle));
        }

        Compact(log, 45);
        AssertLeft(55, 41, 51, 61, 71, 81, 91);
        Compact(log, 50);
        AssertLeft(50, 51, 61, 71, 81, 91);
        Compact(log, 99);
        AssertLeft(1, 91);

        void AssertLeft(int entries, params ulong[] blocks)
        {
            using (var store = log.Open())
                Assert.Equal(entries, ReadAll(store).Count);
            Assert.Equal(blocks, BlocksOf(log, "headers"));
            Assert.Equal(blocks, BlocksOf(log, "payloads"));
        }
    }

    /// <summary>Files are unlinked one by one, so what compaction leaves may be an older version of a block, from before the log was cut.</summary>
    [Fact]
    public void A_stale_block_below_the_first_one_is_not_read_even_if_it_reaches_beyond()
    {
        using var log = new TestLog();
        Append(log, [1, 2, 3, 4, 5, 6]);
        var (headers, payloads) = (Stored("headers"), Stored("payloads"));
        Append(log, [9, 10], first: 4, term: 2);
        Compact(log, 5);
        Restore("headers", headers);
        Restore("payloads", payloads);
        AssertFound(log, []);
        AssertFound(log, Append(log, [11, 12], term: 2));

        byte[] Stored(string family)
        {
            byte[] value = [];
            log.Raw(family, (database, handle) => value = database.Get(LogRecords.Key(1), handle));
            return value;
        }

        void Restore(string family, byte[] value) => log.Raw(family, (database, handle) =>
        {
            database.Remove(LogRecords.Key(4), handle);
            database.Put(LogRecords.Key(1), value, handle);
        });
    }

    /// <summary>Opens the log and appends entries of these payload lengths, behind its last entry unless <paramref name="first"/> says otherwise.</summary>
    private static Entry[] Append(TestLog log, int[] payloads, ulong? first = null, ulong term = 1)
    {
        using var store = log.Open();
        var begin = first ?? store.LastIndex.Value + 1;
        var entries = payloads.Select((length, i) => new Entry(new Term(term), new LogIndex(begin + (ulong)i), EntryType.Normal, Payload(begin + (ulong)i, term, length))).ToArray();
        store.Append(TestLog.HardState(term, 1, 0), null, entries, sync: true);
        return entries;
    }

    private static byte[] Payload(ulong index, ulong term, int length)
    {
        var payload = new byte[length];
        new Random((int)(1000 * term + index)).NextBytes(payload);
        return payload;
    }

    private static void Compact(TestLog log, ulong last)
    {
        using var store = log.Open();
        store.Term(new LogIndex(last), out var term);
        store.SaveSnapshot(TestLog.Snapshot(last, term.Value, 1));
        store.Compact(new LogIndex(last));
        Assert.Equal(new LogIndex(last + 1), store.FirstIndex);
    }

    /// <summary>The entries are found from disk, all at once and one by one.</summary>
    private static void AssertFound(TestLog log, IReadOnlyList<Entry> entries)
    {
        using var store = log.Open();
        Assert.Equal(entries.Select(Text), ReadAll(store));
        foreach (var entry in entries)
        {
            Assert.Equal(LogRead.Found, store.Entries(entry.Index, entry.Index.Next, 0, out var found));
            Assert.Equal(Text(entry), Text(Assert.Single(found)));
            Assert.Equal(LogRead.Found, store.Term(entry.Index, out var term));
            Assert.Equal(entry.Term, term);
        }
    }

    private static List<string> ReadAll(LogStore store)
    {
        store.VerifyPayloads();
        Assert.Equal(LogRead.Found, store.Entries(store.FirstIndex, store.LastIndex.Next, ulong.MaxValue, out var entries));
        return [.. entries.Select(Text)];
    }

    /// <summary>The first index of every block in a family.</summary>
    private static List<ulong> BlocksOf(TestLog log, string family)
    {
        var blocks = new List<ulong>();
        log.Raw(family, (database, handle) =>
        {
            using var iterator = database.NewIterator(handle);
            for (iterator.SeekToFirst(); iterator.Valid(); iterator.Next())
                blocks.Add(LogRecords.ReadKey(iterator.GetKeySpan()));
        });
        return blocks;
    }

    private static string Text(Entry entry) => $"{entry.Index} of term {entry.Term}: {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(entry.Data.Span))}";
}
