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
        Change(log, "headers", 5, headers => headers[LogRecords.HeaderByteCount + 3] ^= 1);
        AssertRefused(log, "header of entry 6 fails its checksum");
    }

    [Fact]
    public void A_block_copied_to_another_index_is_refused_at_start()
    {
        using var log = Filled();
        log.Raw("headers", (database, headers) => database.Put(LogRecords.Key(8), database.Get(LogRecords.Key(5), headers), headers));
        AssertRefused(log, "header of entry 8 fails its checksum");
    }

    [Fact]
    public void A_missing_block_in_the_middle_is_refused_at_start()
    {
        using var log = Filled();
        log.Raw("headers", (database, headers) => database.Remove(LogRecords.Key(5), headers));
        AssertRefused(log, "entry 5 is missing; the next one stored is 8");
    }

    [Fact]
    public void A_missing_entry_at_the_end_of_a_block_is_refused_at_start()
    {
        using var log = Filled();
        Replace(log, "headers", 5, headers => headers[..^LogRecords.HeaderByteCount]);
        AssertRefused(log, "entry 7 is missing; the next one stored is 8");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(62)]
    public void Headers_of_a_wrong_length_are_refused_at_start(int length)
    {
        using var log = Filled();
        Replace(log, "headers", 5, headers => headers[..length]);
        AssertRefused(log, $"the block that begins with entry 5 have {length} bytes");
    }

    [Fact]
    public void A_missing_acknowledged_block_at_the_end_is_refused_at_start()
    {
        using var log = Filled();
        log.Raw("headers", (database, headers) => database.Remove(LogRecords.Key(8), headers));
        AssertRefused(log, "it ends at entry 7, but this node has acknowledged entry 10");
    }

    [Fact]
    public void Blocks_that_overlap_are_refused_at_start()
    {
        using var log = Filled();
        log.Raw("headers", (database, headers) => database.Put(LogRecords.Key(7), database.Get(LogRecords.Key(5), headers).AsSpan(2 * LogRecords.HeaderByteCount), headers));
        AssertRefused(log, "entry 7 is stored twice: a block begins with it, and the block before ends with entry 7");
    }

    [Fact]
    public void The_missing_block_of_the_first_entry_after_the_compacted_ones_is_refused_at_start()
    {
        using var log = Filled();
        using (var store = log.Open())
        {
            store.SaveSnapshot(TestLog.Snapshot(5, 1, 1));
            store.Compact(new LogIndex(5));
        }

        log.Raw("headers", (database, headers) => database.Remove(LogRecords.Key(5), headers));
        AssertRefused(log, "entry 6 is missing; the next one stored is 8");
        log.Raw("headers", (database, headers) => database.Remove(LogRecords.Key(8), headers));
        AssertRefused(log, "entry 6 is missing.");
    }

    [Fact]
    public void A_falling_term_is_refused_at_start()
    {
        using var log = Filled();
        Change(log, "headers", 5, headers => LogRecords.WriteHeader(headers.AsSpan(LogRecords.HeaderByteCount), 6, new EntryHeader(9, 0, 0, 0)));
        AssertRefused(log, "the term falls from 9 to 1 at entry 7");
    }

    [Fact]
    public void A_flipped_bit_in_a_payload_is_refused_when_its_block_is_read()
    {
        using var log = Filled();
        Change(log, "payloads", 5, payloads => payloads[TestLog.Entry(5, 1).Data.Length] ^= 0x80);
        AssertRefusedWhenRead(log, "payload of entry 6 fails its checksum");
    }

    [Fact]
    public void Missing_payloads_are_refused_when_their_block_is_read()
    {
        using var log = Filled();
        log.Raw("payloads", (database, payloads) => database.Remove(LogRecords.Key(5), payloads));
        AssertRefusedWhenRead(log, "payload of entry 5 is missing");
    }

    [Fact]
    public void Payloads_cut_short_are_refused_when_their_block_is_read()
    {
        using var log = Filled();
        Replace(log, "payloads", 5, payloads => payloads[..^1]);
        AssertRefusedWhenRead(log, "payload of entry 7 is missing or cut short");
    }

    [Fact]
    public void Bytes_after_the_last_payload_are_refused_when_their_block_is_read()
    {
        using var log = Filled();
        Replace(log, "payloads", 5, payloads => [.. payloads, 1, 2, 3]);
        AssertRefusedWhenRead(log, "3 bytes stand after the payload of entry 7");
    }

    [Fact]
    public void A_damaged_payload_in_the_last_block_is_refused_at_start()
    {
        using var log = Filled();
        Change(log, "payloads", 8, payloads => payloads[0] ^= 1);
        AssertRefused(log, "payload of entry 8 fails its checksum");
    }

    [Fact]
    public void A_log_of_the_format_before_is_refused()
    {
        using var log = Filled();
        log.Raw("default", (database, family) =>
        {
            LogRecords.TryUnseal(LogRecords.IdentityKey, database.Get(LogRecords.IdentityKey, family), out var identity);
            byte[] older = [1, 0, 0, 0, .. identity[sizeof(uint)..]];
            database.Put(LogRecords.IdentityKey, LogRecords.Seal(LogRecords.IdentityKey, older), family);
        });
        AssertRefused(log, "another format than version 2");
    }

    [Theory]
    [InlineData("hard-state")]
    [InlineData("configuration")]
    [InlineData("identity")]
    public void A_flipped_bit_in_a_record_is_refused_at_start(string record)
    {
        using var log = Filled();
        var key = System.Text.Encoding.ASCII.GetBytes(record);
        log.Raw("default", (database, family) =>
        {
            var value = database.Get(key, family);
            value[1] ^= 4;
            database.Put(key, value, family);
        });
        AssertRefused(log, $"'{record}' fails its checksum");
    }

    [Fact]
    public void A_lost_vote_is_refused_at_start()
    {
        using var log = Filled();
        log.Raw("default", (database, family) => database.Put(LogRecords.HardStateKey, LogRecords.Seal(LogRecords.HardStateKey, LogRecords.UInt64s(1, 0, 3)), family));
        AssertRefused(log, "its vote in term 1 is 0, but this node has voted for 2");
    }

    [Fact]
    public void A_commit_index_beyond_the_log_is_refused_at_start()
    {
        using var log = Filled();
        log.Raw("default", (database, family) => database.Put(LogRecords.HardStateKey, LogRecords.Seal(LogRecords.HardStateKey, LogRecords.UInt64s(1, 2, 11)), family));
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

    /// <summary>Entries 1 to 10, in blocks that begin with 1, 5 and 8.</summary>
    private static TestLog Filled()
    {
        var log = new TestLog();
        using var store = log.Open();
        store.SaveConfiguration(GroupConfiguration.Found(new Dictionary<ulong, Uri> { [1] = new("https://127.0.0.1:1") }));
        store.Append(TestLog.HardState(1, 2, 3), null, TestLog.Entries(1, 4), sync: true);
        store.Append(null, null, TestLog.Entries(5, 7), sync: true);
        store.Append(null, null, TestLog.Entries(8, 10), sync: true);
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
            log.Raw("headers", (database, headers) =>
            {
                using var iterator = database.NewIterator(headers);
                for (iterator.SeekToFirst(); iterator.Valid(); iterator.Next())
                    text += $"{Convert.ToHexString(iterator.Key())}={Convert.ToHexString(iterator.Value())} ";
            });
            return text;
        }
        catch (RocksDbException failure)
        {
            return failure.Message;
        }
    }

    private static void AssertRefusedWhenRead(TestLog log, string reason)
    {
        using var store = log.Open();
        Assert.Contains(reason, Assert.Throws<LogCorruptException>(store.VerifyPayloads).Message, StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Throws<LogCorruptException>(() => store.Entries(new LogIndex(6), new LogIndex(7), 100, out _)).Message, StringComparison.Ordinal);
    }

    private static void Change(TestLog log, string family, ulong index, Action<byte[]> change) => Replace(log, family, index, value =>
    {
        change(value);
        return value;
    });

    private static void Replace(TestLog log, string family, ulong index, Func<byte[], byte[]> change) =>
        log.Raw(family, (database, handle) => database.Put(LogRecords.Key(index), change(database.Get(LogRecords.Key(index), handle)), handle));
}
