using System.Diagnostics;
using System.Globalization;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.RaftNode;
using Amaters.Ledger.Replication.Storage;

namespace Amaters.Benchmarks;

/// <summary>A process that starts on a long log of its own and applies all of it again, as a node does whose state machine lives in memory.</summary>
internal static class NodeStart
{
    private const int PerAppend = 1000, KeyCount = 1000;

    /// <summary>Founds a group of one, gives it so many commands, and starts it.</summary>
    /// <param name="entryCount">Entries in the log.</param>
    /// <param name="payloadByteCount">Bytes of each.</param>
    /// <returns>When it was ready, counted from the start of the process; when it had answered a linearizable read; its memory then and at most.</returns>
    public static async Task<string> MeasureAsync(int entryCount, int payloadByteCount)
    {
        using var group = new RaftProcessGroup(1, string.Create(CultureInfo.InvariantCulture, $"snapshot-every={2 * entryCount}"));
        await group.StartAsync(1);
        await group.LeaderAsync(1);
        await group.KillAsync(1);
        Lengthen(new LogStoreOptions { Folder = group.DataFolder(1), Group = group.Group, NodeId = 1 }, entryCount, payloadByteCount);

        var clock = Stopwatch.StartNew();
        var node = await group.StartAsync(1);
        var ready = clock.Elapsed;
        await group.UntilAsync("the last command's value", async () => await node.GetAsync(KeyOf(entryCount - 1)) is { Length: > 0 });
        var serves = clock.Elapsed;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"ready after {ready.TotalSeconds:F2} s, first read answered after {serves.TotalSeconds:F2} s, resident {MemoryMiB(node, "VmRSS")} MiB, at most {MemoryMiB(node, "VmHWM")} MiB");
    }

    private static void Lengthen(LogStoreOptions log, int entryCount, int payloadByteCount)
    {
        using var store = LogStore.Open(log);
        var term = store.HardState.Term;
        for (var done = 0; done < entryCount; done += PerAppend)
        {
            var first = store.LastIndex.Next;
            var entries = Enumerable.Range(0, PerAppend).Select(i => new Entry(term, first + (ulong)i, EntryType.Normal, Command(done + i, payloadByteCount))).ToArray();
            store.Append(store.HardState with { Commit = entries[^1].Index }, null, entries, sync: false);
        }

        store.Append(store.HardState, null, [], sync: true);
    }

    private static byte[] Command(int number, int byteCount)
    {
        var key = System.Text.Encoding.ASCII.GetBytes(KeyOf(number));
        var command = new byte[byteCount];
        command.AsSpan().Fill((byte)'v');
        BitConverter.TryWriteBytes(command, (ushort)key.Length);
        key.CopyTo(command, sizeof(ushort));
        return command;
    }

    private static string KeyOf(int number) => string.Create(CultureInfo.InvariantCulture, $"key-{number % KeyCount:D6}");

    private static long MemoryMiB(RaftProcess node, string what) =>
        long.Parse(File.ReadLines($"/proc/{node.ProcessId}/status").Single(line => line.StartsWith(what, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) >> 10;
}
