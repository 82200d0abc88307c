using System.Globalization;
using Amaters.Ledger.RaftNode;
using Amaters.Ledger.Replication.Tests.Storage;
using Amaters.Testing;

namespace Amaters.Ledger.Replication.Tests.Processes;

/// <summary>Real processes on real files whose disk fails: the process stops, says why, and no acknowledged entry is lost.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class StorageFailureTests
{
    [Fact]
    public async Task A_failed_sync_of_a_file_of_our_own_is_seen()
    {
        using var log = new TestLog();
        var path = Path.Combine(log.Folder, "file");
        using (var healthy = new RaftProcess(1, 1, ["sync", $"file={path}"]))
        {
            Assert.Equal(0, await healthy.ExitAsync());
            Assert.Contains("synced", healthy.Output, StringComparison.Ordinal);
        }

        using var failing = new RaftProcess(1, 1, ["sync", $"file={path}"], ["strace", "-f", "-o", "/dev/null", "-e", "inject=fsync:error=EIO"]);
        Assert.Equal(ExitCode.StorageFailed, await failing.ExitAsync());
        Assert.Contains($"Syncing {path} failed: Input/output error", failing.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inject=fdatasync:error=EIO")]
    [InlineData("inject=fdatasync:error=ENOSPC")]
    [InlineData("inject=write:error=ENOSPC")]
    [InlineData("inject=pwrite64:error=EIO")]
    public async Task After_a_failed_write_or_sync_the_process_stops_and_keeps_what_it_acknowledged(string fault)
    {
        using var log = new TestLog();
        using var process = new RaftProcess(1, 1, ["append", $"folder={log.Folder}"]);
        await AcknowledgedAsync(process, 50);
        // Only files of the log are to fail, not the process's standard output.
        var files = Directory.GetFiles(log.DatabaseFolder, "*.log").Append(log.MarkPath).SelectMany(path => new[] { "-P", path });
        using (await Strace.AttachAsync(process.ProcessId, [.. files, "-e", fault]))
            Assert.Equal(ExitCode.StorageFailed, await process.ExitAsync());

        Assert.Contains("failed: ", process.Output, StringComparison.Ordinal);
        Assert.Contains("The node stops", process.Output, StringComparison.Ordinal);
        AssertHolds(log, LastAcknowledged(process));
    }

    [Fact]
    public async Task A_process_killed_in_the_middle_of_writes_has_lost_no_acknowledged_entry()
    {
        using var log = new TestLog();
        for (var round = 0; round < 5; round++)
        {
            using var process = new RaftProcess(1, 1, ["append", $"folder={log.Folder}"]);
            await AcknowledgedAsync(process, 40 + (17 * round));
            await process.KillAsync();
            AssertHolds(log, LastAcknowledged(process));
        }
    }

    [Fact]
    public async Task A_member_whose_disk_fails_stops_and_the_others_go_on()
    {
        using var group = new RaftProcessGroup(3, "tick-ms=50");
        await group.StartFoundersAsync();
        var leader = await group.LeaderAsync(1, 2, 3);
        Assert.Equal((uint)ProposalOutcome.Applied, (await leader.PutAsync("before", "1")).Outcome);

        using (await Strace.AttachAsync(leader.ProcessId, "-e", "inject=fdatasync:error=EIO"))
        {
            Assert.NotEqual((uint)ProposalOutcome.Applied, (await leader.PutAsync("during", "2")).Outcome);
            Assert.Equal(ExitCode.StorageFailed, await leader.ExitAsync());
        }

        Assert.Contains("Writing and syncing the log", leader.Output, StringComparison.Ordinal);
        group.Forget(leader.Id);
        var next = await group.LeaderAsync([.. group.Running.Select(node => node.Id)]);
        Assert.Equal("1", await next.GetAsync("before"));
        Assert.Equal((uint)ProposalOutcome.Applied, (await next.PutAsync("after", "3")).Outcome);
    }

    [Fact]
    public async Task A_leader_whose_disk_hangs_is_replaced()
    {
        using var group = new RaftProcessGroup(3, "tick-ms=50", "stall-ms=300");
        await group.StartFoundersAsync();
        var leader = await group.LeaderAsync(1, 2, 3);
        using (await Strace.AttachAsync(leader.ProcessId, "-e", "inject=fdatasync:delay_enter=3000000"))
        {
            var hanging = leader.PutAsync("hung", "1");
            var others = group.Running.Where(node => node.Id != leader.Id).Select(node => node.Id).ToArray();
            await group.UntilAsync("another leader", async () =>
                (await Task.WhenAll(others.Select(group.StatusAsync))).Any(status => status is { Role: "Leader" }));
            await hanging;
        }

        var next = await group.LeaderAsync(1, 2, 3);
        Assert.Equal((uint)ProposalOutcome.Applied, (await next.PutAsync("after", "2")).Outcome);
    }

    private static async Task AcknowledgedAsync(RaftProcess process, int count)
    {
        while (process.Output.Count(letter => letter == '\n') <= count)
            await Task.Delay(5);
    }

    private static ulong LastAcknowledged(RaftProcess process) =>
        process.Output.Split('\n').Where(line => ulong.TryParse(line, CultureInfo.InvariantCulture, out _)).Select(line => ulong.Parse(line, CultureInfo.InvariantCulture)).Max();

    private static void AssertHolds(TestLog log, ulong acknowledged)
    {
        using var store = log.Open(group: new GroupId(1));
        Assert.True(store.LastIndex.Value >= acknowledged, $"the log ends at {store.LastIndex}, but {acknowledged} was acknowledged");
        for (var index = store.FirstIndex; index <= store.LastIndex; index = index.Next)
        {
            Assert.Equal(Consensus.Storage.LogRead.Found, store.Entries(index, index.Next, 1, out var entries));
            Assert.Equal(TestEntry.At(index).Data.ToArray(), entries[0].Data.ToArray());
        }
    }
}
