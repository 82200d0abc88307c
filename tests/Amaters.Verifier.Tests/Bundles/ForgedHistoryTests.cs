using Amaters.Testing;
using Amaters.Verifier.Bundles;

namespace Amaters.Verifier.Tests.Bundles;

/// <summary>What proofs alone cannot show, and what an audit of any length costs.</summary>
[Collection(nameof(ForgedHistoryTests))]
[CollectionDefinition(nameof(ForgedHistoryTests), DisableParallelization = true)]
public sealed class ForgedHistoryTests
{
    [Fact]
    public void Whoever_kept_the_setups_secrets_forges_proofs_and_replay_exposes_him()
    {
        using var history = new ForgedHistory(batchCount: 3);
        var trusting = BundleAuditor.Audit(history, new BundleAuditOptions());
        Assert.True(trusting.IsAccepted, trusting.Detail);
        Assert.False(trusting.WasReplayed);

        using var again = new ForgedHistory(batchCount: 3);
        var replayed = BundleAuditor.Audit(again, new BundleAuditOptions { Replay = true });
        Assert.Equal((BundleFault.Replay, 1ul), (replayed.Fault, replayed.BadBatch));
    }

    [Fact]
    [Trait(Tier.Name, Tier.Full)]
    public void An_audit_takes_memory_that_does_not_grow_with_the_bundle()
    {
        const int BatchCount = 4096;
        using var history = new ForgedHistory(BatchCount);
        var live = new SortedDictionary<ulong, long>();
        var progress = new Synchronous(batches =>
        {
            if (ulong.IsPow2(batches))
                live[batches] = GC.GetTotalMemory(forceFullCollection: true);
        });
        var report = BundleAuditor.Audit(history, new BundleAuditOptions { Progress = progress });
        Assert.True(report.IsAccepted, report.Detail);
        Assert.Equal((ulong)BatchCount, report.BatchCount);

        // 3584 batches lie between the two measurements; a verifier that kept them would hold at least their bytes.
        var bundleBytes = history.Position * 3584 / BatchCount;
        Assert.True(bundleBytes > 2_000_000);
        Assert.True(live[4096] - live[512] < bundleBytes / 4, $"{live[512]} bytes are live after 512 batches, {live[4096]} after 4096.");
    }

    private sealed class Synchronous(Action<ulong> report) : IProgress<ulong>
    {
        public void Report(ulong value) => report(value);
    }
}
