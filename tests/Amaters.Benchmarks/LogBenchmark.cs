using System.Diagnostics;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication;
using Amaters.Ledger.Replication.Snapshots;
using Amaters.Ledger.Replication.Storage;

namespace Amaters.Benchmarks;

/// <summary>A log of 1 000 000 entries of 1 KiB: how long it takes to write, load and compact, what memory it needs, and how a node starts on it.</summary>
internal sealed class LogBenchmark : IBenchmark
{
    private const int EntryCount = 1_000_000, PerSync = 100, PayloadByteCount = 1024;

    public string Name => "log";

    public string Help => "a log of 1 000 000 entries: time and memory to load, to compact and to start a node on; --only store|node";

    public async Task RunAsync(string[] options)
    {
        var only = Options.Word(options, "--only");
        if (only is null or "store")
            MeasureStore();
        if (only is null or "node")
            Console.WriteLine($"log: a node with a state machine in memory, {EntryCount:N0} entries: {await NodeStart.MeasureAsync(EntryCount, PayloadByteCount)}");
    }

    private static void MeasureStore()
    {
        var folder = Directory.CreateTempSubdirectory("amaters-log-").FullName;
        var log = new LogStoreOptions { Folder = folder, Group = new GroupId(1), NodeId = 1 };
        try
        {
            Measure($"write {EntryCount:N0} entries of {PayloadByteCount} bytes, {PerSync} per sync", () => Write(log));
            Measure("load", () =>
            {
                using var store = LogStore.Open(log);
                return $"{store.LastIndex} entries";
            });
            Measure("read every payload and check it", () =>
            {
                using var store = LogStore.Open(log);
                store.VerifyPayloads();
                return $"{store.LastIndex} entries";
            });
            Measure("compact all but 10 000", () =>
            {
                using var store = LogStore.Open(log);
                var before = store.SizeBytes;
                var ticket = new SnapshotTicket(0, new byte[32], GroupConfiguration.Empty);
                store.SaveSnapshot(new Snapshot(ticket.Encode(), new SnapshotMetadata(ConfState.Empty, store.LastIndex, new Term(1))));
                store.Compact(new LogIndex(EntryCount - 10_000));
                return $"{before >> 20} MiB → {store.SizeBytes >> 20} MiB";
            });
            Measure("load again", () =>
            {
                using var store = LogStore.Open(log);
                return $"{store.FirstIndex} … {store.LastIndex}";
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Write(LogStoreOptions log)
    {
        using var store = LogStore.Open(log);
        var payload = new byte[PayloadByteCount];
        new Random(1).NextBytes(payload);
        for (ulong first = 1; first < EntryCount; first += PerSync)
        {
            var hardState = new HardState(new Term(1), new NodeId(1), new LogIndex(first - 1));
            store.Append(hardState, null, [.. Enumerable.Range(0, PerSync).Select(i => new Entry(new Term(1), new LogIndex(first + (ulong)i), EntryType.Normal, payload))], sync: true);
        }

        return $"{store.SizeBytes >> 20} MiB";
    }

    private static void Measure(string what, Func<string> action)
    {
        GC.Collect();
        var clock = Stopwatch.StartNew();
        var result = action();
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"log: {what,-55} {clock.Elapsed.TotalSeconds,6:F2} s   {result,-22} resident {process.WorkingSet64 >> 20,4} MiB");
    }
}
