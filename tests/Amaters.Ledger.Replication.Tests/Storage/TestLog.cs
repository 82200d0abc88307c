using System.Security.Cryptography;
using System.Text;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication.Snapshots;
using Amaters.Ledger.Replication.Storage;
using RocksDbSharp;

namespace Amaters.Ledger.Replication.Tests.Storage;

/// <summary>A data folder that is deleted at the end of the test, and short words for what tests store in it.</summary>
internal sealed class TestLog : IDisposable
{
    public static readonly GroupId Group = new(0x1234);

    public string Folder { get; } = Directory.CreateTempSubdirectory("amaters-log-").FullName;

    public string DatabaseFolder => Path.Combine(Folder, "log");

    public string MarkPath => Path.Combine(Folder, "acknowledged");

    public LogStore Open(ulong nodeId = 1, GroupId? group = null, long cacheBytes = 1 << 20) =>
        LogStore.Open(new LogStoreOptions { Folder = Folder, Group = group ?? Group, NodeId = nodeId, CacheBytes = cacheBytes });

    /// <summary>Entries first … last of one term, each with a payload that says who it is.</summary>
    public static Entry[] Entries(ulong first, ulong last, ulong term = 1) =>
        [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => Entry(first + (ulong)i, term))];

    public static Entry Entry(ulong index, ulong term) =>
        new(new Term(term), new LogIndex(index), EntryType.Normal, Encoding.ASCII.GetBytes($"entry {index} of term {term}"));

    public static HardState HardState(ulong term, ulong vote, ulong commit) => new(new Term(term), new NodeId(vote), new LogIndex(commit));

    public static Consensus.Snapshot Snapshot(ulong index, ulong term, params ulong[] voters)
    {
        var members = new ConfState { Voters = [.. voters.Select(id => new NodeId(id))] };
        var ticket = new SnapshotTicket(3, SHA256.HashData("abc"u8), GroupConfiguration.Empty with { Index = new LogIndex(index), Members = members });
        return new Consensus.Snapshot(ticket.Encode(), new SnapshotMetadata(members, new LogIndex(index), new Term(term)));
    }

    public static List<string> ReadAll(LogStore store)
    {
        var texts = new List<string>();
        for (var index = store.FirstIndex; index <= store.LastIndex; index = index.Next)
        {
            Assert.Equal(Consensus.Storage.LogRead.Found, store.Entries(index, index.Next, ulong.MaxValue, out var entries));
            Assert.Equal(Consensus.Storage.LogRead.Found, store.Term(index, out var term));
            var entry = Assert.Single(entries);
            Assert.Equal(term, entry.Term);
            Assert.Equal(index, entry.Index);
            texts.Add(Encoding.ASCII.GetString(entry.Data.Span));
        }

        return texts;
    }

    /// <summary>What a store never does: reads and changes its records behind its back, while it is closed.</summary>
    public void Raw(string family, Action<RocksDb, ColumnFamilyHandle> action)
    {
        var options = new DbOptions().SetWalRecoveryMode(Recovery.TolerateCorruptedTailRecords);
        var families = new ColumnFamilies { { "headers", new ColumnFamilyOptions() }, { "payloads", new ColumnFamilyOptions() } };
        using var database = RocksDb.Open(options, DatabaseFolder, families);
        action(database, database.GetColumnFamily(family));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
