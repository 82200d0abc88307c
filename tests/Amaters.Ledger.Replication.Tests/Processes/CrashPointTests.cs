using System.Globalization;
using Amaters.Ledger.Consensus.Storage;
using Amaters.Ledger.RaftNode;
using Amaters.Ledger.Replication.Tests.Storage;
using Amaters.Testing;

namespace Amaters.Ledger.Replication.Tests.Processes;

/// <summary>A real process on real files dies at a chosen system call, again and again in one folder: what is found is exactly one of two states.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class CrashPointTests
{
    /// <summary>Every call that changes a file or makes it durable, and how many of them there are at least in a run.</summary>
    private static readonly (string Call, int Count)[] Calls =
    [
        ("write", 100), ("pwrite64", 60), ("fdatasync", 60), ("fsync", 3), ("rename", 2), ("unlink", 2), ("ftruncate", 2),
        ("/^(write|pwrite64|fdatasync|fsync|rename|unlink|ftruncate)$", 180),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task At_any_system_call_a_step_is_there_as_a_whole_or_not_at_all(ulong seed)
    {
        using var log = new TestLog();
        var random = new Consensus.SeededRandom(seed);
        var (model, done, killed) = (new MemoryStorage(), 0, 0);
        for (var round = 0; round < 16; round++)
        {
            var (call, count) = Calls[round % Calls.Length];
            var number = 1 + random.Next(count);
            using var process = new RaftProcess(1, 1, ["churn", $"folder={log.Folder}", $"from={done}", "steps=60"], ["strace", "-f", "-o", "/dev/null", "-e", $"inject={call}:signal=SIGKILL:when={number}"]);
            killed += await process.ExitAsync() == 0 ? 0 : 1;

            foreach (var line in process.Output.Split('\n').Where(line => int.TryParse(line, CultureInfo.InvariantCulture, out var step) && step == done))
            {
                StorageChurn.At(done, model).ApplyTo(model);
                done++;
            }

            var acknowledged = StorageConformance.Describe(model);
            using var store = log.Open(group: new GroupId(1));
            store.VerifyPayloads();
            var found = StorageConformance.Describe(store);
            if (found == acknowledged)
                continue;
            // The step that was under way may have reached the disk; then it is there as a whole.
            StorageChurn.At(done, model).ApplyTo(model);
            done++;
            Assert.Equal(StorageConformance.Describe(model), found);
        }

        Assert.True(killed >= 6, $"only {killed} of 16 runs died");
        Assert.True(done >= 60, $"only {done} steps were made");
    }
}
