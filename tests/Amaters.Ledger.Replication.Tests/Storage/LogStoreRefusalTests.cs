using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication.Storage;
using RocksDbSharp;

namespace Amaters.Ledger.Replication.Tests.Storage;

/// <summary>Each way in which a log can be damaged is met by a refusal that says what and where; nothing is cut silently.</summary>
public sealed class LogStoreRefusalTests
{
    [Fact]
    public void A_flipped_bit_in_a_header_is_refused_at_start()
    {
        using var log = Filled();
        Change(log, "headers", 7, header => header[3] ^= 1);
        AssertRefused(log, "header of entry 7 fails its checksum");
    }

    [Fact]
    public void A_header_copied_to_another_index_is_refused_at_start()
    {
        using var log = Filled();
        Raw(log, (database, headers) => database.Put(KeyOf(8), database.Get(KeyOf(7), headers), headers), "headers");
        AssertRefused(log, "header of entry 8 fails its checksum");
    }

    [Fact]
    public void A_missing_entry_in_the_middle_is_refused_at_start()
    {
        using var log = Filled();
        Raw(log, (database, headers) => database.Remove(KeyOf(5), headers), "headers");
        AssertRefused(log, "entry 5 is missing; the next one stored is 6");
    }

    [Fact]
    public void A_missing_acknowledged_entry_at_the_end_is_refused_at_start()
    {
        using var log = Filled();
        Raw(log, (database, headers) => database.Remove(KeyOf(10), headers), "headers");
        AssertRefused(log, "it ends at entry 9, but this node has acknowledged entry 10");
    }

    [Fact]
    public void A_falling_term_is_refused_at_start()
    {
        using var log = Filled();
        var header = new byte[LogRecords.HeaderByteCount];
        LogRecords.WriteHeader(header, KeyOf(6), new EntryHeader(9, 0, 0, 0));
        Raw(log, (database, headers) => database.Put(KeyOf(6), header, headers), "headers");
        AssertRefused(log, "the term falls from 9 to 1 at entry 7");
    }

    [Fact]
    public void A_flipped_bit_in_a_payload_is_refused_when_it_is_read()
    {
        using var log = Filled();
        Change(log, "payloads", 4, payload => payload[0] ^= 0x80);
        using var store = log.Open();
        var refusal = Assert.Throws<LogCorruptException>(store.VerifyPayloads);
        Assert.Contains("payload of entry 4 fails its checksum", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_payload_is_refused_when_it_is_read()
    {
        using var log = Filled();
        Raw(log, (database, payloads) => database.Remove(KeyOf(4), payloads), "payloads");
        using var store = log.Open();
        var refusal = Assert.Throws<LogCorruptException>(() => store.Entries(new LogIndex(4), new LogIndex(5), 100, out _));
        Assert.Contains("payload of entry 4 is missing", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hard-state")]
    [InlineData("configuration")]
    [InlineData("identity")]
    public void A_flipped_bit_in_a_record_is_refused_at_start(string record)
    {
        using var log = Filled();
        var key = System.Text.Encoding.ASCII.GetBytes(record);
        Raw(log, (database, family) =>
        {
            var value = database.Get(key, family);
            value[1] ^= 4;
            database.Put(key, value, family);
        }, "default");
        AssertRefused(log, $"'{record}' fails its checksum");
    }

    [Fact]
    public void A_lost_vote_is_refused_at_start()
    {
        using var log = Filled();
        Raw(log, (database, family) => database.Put(LogRecords.HardStateKey, LogRecords.Seal(LogRecords.HardStateKey, LogRecords.UInt64s(1, 0, 3)), family), "default");
        AssertRefused(log, "its vote in term 1 is 0, but this node has voted for 2");
    }

    [Fact]
    public void A_commit_index_beyond_the_log_is_refused_at_start()
    {
        using var log = Filled();
        Raw(log, (database, family) => database.Put(LogRecords.HardStateKey, LogRecords.Seal(LogRecords.HardStateKey, LogRecords.UInt64s(1, 2, 11)), family), "default");
        AssertRefused(log, "commit index 11 lies beyond the end of the log at 10");
    }

    [Fact]
    public void The_folder_of_another_node_or_group_is_refused()
    {
        using var log = Filled();
        Assert.Contains("belongs to node 1 of group", Assert.Throws<LogCorruptException>(() => log.Open(nodeId: 2)).Message, StringComparison.Ordinal);
        Assert.Contains("belongs to node 1 of group", Assert.Throws<LogCorruptException>(() => log.Open(group: new GroupId(99))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_or_damaged_mark_is_refused()
    {
        using var log = Filled();
        var bytes = File.ReadAllBytes(log.MarkPath);
        bytes[9] ^= 1;
        File.WriteAllBytes(log.MarkPath, bytes);
        AssertRefused(log, "missing or damaged");
        File.Delete(log.MarkPath);
        AssertRefused(log, "missing or damaged");
    }

    [Fact]
    public void A_write_ahead_log_cut_short_is_refused()
    {
        using var log = Filled();
        var path = WriteAheadLog(log);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^200]);
        // RocksDB takes the cut for a torn tail; the mark knows better.
        AssertRefused(log, "but this node has acknowledged entry 10");
    }

    [Fact]
    public void A_flipped_bit_in_the_write_ahead_log_is_refused()
    {
        using var log = Filled();
        var path = WriteAheadLog(log);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        AssertRefused(log, "RocksDB cannot open");
    }

    [Fact]
    public void Every_truncation_of_the_write_ahead_log_is_refused_or_loses_nothing()
    {
        using var log = Filled();
        var path = WriteAheadLog(log);
        var bytes = File.ReadAllBytes(path);
        var refused = 0;
        for (var length = 0; length < bytes.Length; length += 97)
        {
            File.WriteAllBytes(path, bytes[..length]);
            using var copy = Copy(log);
            try
            {
                using var store = copy.Open();
                Assert.Equal(10, TestLog.ReadAll(store).Count);
            }
            catch (LogCorruptException)
            {
                refused++;
            }
        }

        Assert.True(refused > 0);
    }

    [Fact]
    public void An_unsynced_tail_that_was_torn_off_is_no_damage()
    {
        using var log = Filled();
        var mark = File.ReadAllBytes(log.MarkPath);
        using (var store = log.Open())
            store.Append(null, null, TestLog.Entries(11, 11), sync: true);
        // The power went before the sync of entry 11 was over: the mark is the older one, the record is cut short.
        File.WriteAllBytes(log.MarkPath, mark);
        var path = WriteAheadLog(log);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^10]);
        using var again = log.Open();
        Assert.Equal(new LogIndex(10), again.LastIndex);
    }

    private static TestLog Filled()
    {
        var log = new TestLog();
        using var store = log.Open();
        store.SaveConfiguration(GroupConfiguration.Found(new Dictionary<ulong, Uri> { [1] = new("https://127.0.0.1:1") }));
        store.Append(TestLog.HardState(1, 2, 3), null, TestLog.Entries(1, 10), sync: true);
        return log;
    }

    private static TestLog Copy(TestLog log)
    {
        var copy = new TestLog();
        Directory.CreateDirectory(copy.DatabaseFolder);
        foreach (var file in Directory.GetFiles(log.Folder, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(copy.Folder, Path.GetRelativePath(log.Folder, file)));
        return copy;
    }

    private static string WriteAheadLog(TestLog log) =>
        Directory.GetFiles(log.DatabaseFolder, "*.log").MaxBy(path => new FileInfo(path).Length)!;

    private static void AssertRefused(TestLog log, string reason)
    {
        var before = ReadRecords(log);
        var refusal = Assert.Throws<LogCorruptException>(() => log.Open());
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(log.Folder, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, ReadRecords(log));
    }

    /// <summary>The headers as RocksDB finds them, or what it says; a refusal must not have changed them.</summary>
    private static string ReadRecords(TestLog log)
    {
        try
        {
            var text = "";
            Raw(log, (database, headers) =>
            {
                using var iterator = database.NewIterator(headers);
                for (iterator.SeekToFirst(); iterator.Valid(); iterator.Next())
                    text += $"{Convert.ToHexString(iterator.Key())}={Convert.ToHexString(iterator.Value())} ";
            }, "headers");
            return text;
        }
        catch (RocksDbException failure)
        {
            return failure.Message;
        }
    }

    private static void Change(TestLog log, string family, ulong index, Action<byte[]> change) => Raw(log, (database, handle) =>
    {
        var value = database.Get(KeyOf(index), handle);
        change(value);
        database.Put(KeyOf(index), value, handle);
    }, family);

    private static void Raw(TestLog log, Action<RocksDb, ColumnFamilyHandle> action, string family)
    {
        var options = new DbOptions().SetWalRecoveryMode(Recovery.TolerateCorruptedTailRecords);
        var families = new ColumnFamilies { { "headers", new ColumnFamilyOptions() }, { "payloads", new ColumnFamilyOptions() } };
        using var database = RocksDb.Open(options, log.DatabaseFolder, families);
        action(database, database.GetColumnFamily(family));
    }

    private static byte[] KeyOf(ulong index)
    {
        var key = new byte[LogRecords.IndexKeyByteCount];
        LogRecords.WriteKey(key, index);
        return key;
    }
}
