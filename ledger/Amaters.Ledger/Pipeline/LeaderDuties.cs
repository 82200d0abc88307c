using Amaters.Ledger.Consensus;
using Amaters.Ledger.Entries;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Replication;
using Amaters.Ledger.StateMachine;
using Microsoft.Extensions.Logging;

namespace Amaters.Ledger.Pipeline;

/// <summary>What only a leader does, unasked: it seals batches and sees to it that they are proven.</summary>
/// <remarks>
/// Every node runs the loop and it idles on followers. Nothing here is trusted: a seal that comes twice or late is refused
/// at its log position, and a request for a proof that is not needed is answered so.
/// </remarks>
internal sealed partial class LeaderDuties(RaftGroup group, LedgerStateMachine machine, ProgressBoard board, LeaseTable leases, LedgerReplicaOptions options, ILogger logger)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<ulong, long> _requestedAt = [];
    private bool _wasLeader;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var isLeader = group.Status.Role == RaftRole.Leader;
            if (isLeader != _wasLeader)
                _requestedAt.Clear();
            _wasLeader = isLeader;
            if (isLeader)
            {
                RequestProofs();
                if (await TrySealAsync(cancellation).ConfigureAwait(false))
                    continue;
            }

            await WaitAsync(cancellation).ConfigureAwait(false);
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
        entry.Seal = new SealEntry { BatchNumber = progress.SealedBatch + 1, Count = (uint)Math.Min(progress.PendingCount, full) };
        var result = await group.ProposeAsync(LedgerEntryCodec.Encode(entry), cancellation).ConfigureAwait(false);
        return result.IsApplied;
    }

    /// <summary>Asks for a proof of every unproven batch, and again for those that nobody has worked on for a while.</summary>
    private void RequestProofs()
    {
        foreach (var batch in machine.SealedBatches)
        {
            var isWaiting = batch.Proof is null && !leases.IsHeld(batch.Number);
            if (!isWaiting || (_requestedAt.TryGetValue(batch.Number, out var requestedAt) && options.Clock.GetElapsedTime(requestedAt) < options.ProofRequestInterval))
                continue;
            _requestedAt[batch.Number] = options.Clock.GetTimestamp();
            try
            {
                options.ProofRequester.Request(batch.Number);
            }
            // The queue is a convenience: whatever ails it, the ledger goes on, and the request is made again.
            catch (Exception problem) when (problem is not OutOfMemoryException)
            {
                LogQueueFailed(batch.Number, problem);
                return;
            }
        }
    }

    private async Task WaitAsync(CancellationToken cancellation)
    {
        using var beat = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        beat.CancelAfter(Beat);
        await board.WaitForChangeAsync(beat.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The proof queue did not take batch {BatchNumber}; it will be asked again.")]
    private partial void LogQueueFailed(ulong batchNumber, Exception problem);
}
