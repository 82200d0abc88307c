using Amaters.Ledger.Consensus;
using Amaters.Ledger.Entries;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Replication;
using Amaters.Ledger.StateMachine;

namespace Amaters.Ledger.Pipeline;

/// <summary>What only a leader does, unasked: it seals batches. Beside it, <see cref="ProofRequests"/> sees to it that they are proven.</summary>
/// <remarks>
/// Every node runs the loop and it idles on followers. Nothing here is trusted: a seal that comes twice or late is refused
/// at its log position.
/// </remarks>
internal sealed class LeaderDuties(RaftGroup group, LedgerStateMachine machine, ProgressBoard board, LedgerReplicaOptions options)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            if (group.Status.Role != RaftRole.Leader || !await TrySealAsync(cancellation).ConfigureAwait(false))
                await board.WaitForChangeAsync(Beat, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Seals the next batch if it is full or has waited long enough.</summary>
    private async Task<bool> TrySealAsync(CancellationToken cancellation)
    {
        var progress = machine.Progress;
        var full = (ulong)options.Genesis.Facts.Shape.CommandCount;
        var isDue = progress.PendingCount >= full
            || (progress.PendingCount > 0 && options.Clock.GetUtcNow().ToUnixTimeMilliseconds() - machine.OldestPendingTimeMs >= options.SealDelay.TotalMilliseconds);
        if (!isDue)
            return false;
        var entry = LedgerEntryCodec.Create(options.Clock);
        // Read after the progress: the trail must be as long at least as when the batch before was sealed.
        entry.Seal = machine.AuditTrail.AttestIn(new SealEntry { BatchNumber = progress.SealedBatch + 1, Count = (uint)Math.Min(progress.PendingCount, full) });
        var result = await group.ProposeAsync(LedgerEntryCodec.Encode(entry), cancellation).ConfigureAwait(false);
        return result.IsApplied;
    }
}
