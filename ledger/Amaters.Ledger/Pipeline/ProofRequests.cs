using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication;
using Amaters.Ledger.StateMachine;
using Microsoft.Extensions.Logging;

namespace Amaters.Ledger.Pipeline;

/// <summary>Sees to it, on the leader, that every sealed batch is proven: asks for its proof, and again when nobody works on it.</summary>
/// <remarks>
/// <para>
/// A loop of its own, since the queue may be slow, dead or hang, and sealing goes on meanwhile. Whatever happens to a
/// request (lost, deleted, answered with a lie), the batch is asked for again until its proof is in the log.
/// </para>
/// <para>
/// Only the oldest waiting batches are asked for again: the queue is first come, first served, so theirs are the requests
/// that must have got lost. Behind them, a long queue would otherwise be written anew at every interval.
/// </para>
/// </remarks>
internal sealed class ProofRequests(RaftGroup group, LedgerStateMachine machine, ProgressBoard board, LeaseTable leases, LedgerReplicaOptions options, ILogger logger)
{
    /// <summary>How many of the oldest waiting batches may be asked for again.</summary>
    private const int RepeatCountMax = 8;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan FailureDelay = TimeSpan.FromSeconds(1);

    private readonly OutageLog _outage = new("The proof queue takes no batches", logger, options.Clock);
    private Dictionary<ulong, long> _requestedAt = [];

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            if (group.Status.Role != RaftRole.Leader)
                _requestedAt.Clear();
            else if (!TryRequestAll(cancellation))
                await Task.Delay(FailureDelay, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await board.WaitForChangeAsync(Beat, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Asks for what is due; false when the queue fails.</summary>
    private bool TryRequestAll(CancellationToken cancellation)
    {
        var unproven = machine.SealedBatches.Where(batch => batch.Proof is null).Select(batch => batch.Number).ToList();
        _requestedAt = unproven.Where(_requestedAt.ContainsKey).ToDictionary(number => number, number => _requestedAt[number]);
        var waiting = unproven.Where(number => !leases.IsHeld(number)).ToList();
        foreach (var number in waiting.Where((number, place) => IsDue(number, place)).ToList())
        {
            if (cancellation.IsCancellationRequested)
                return true;
            try
            {
                options.ProofRequester.Request(number);
                _requestedAt[number] = options.Clock.GetTimestamp();
                _outage.Succeeded();
            }
            // The queue is a convenience: whatever ails it, the ledger goes on, and the request is made again.
            catch (Exception problem) when (problem is not OutOfMemoryException)
            {
                _outage.Failed(problem);
                return false;
            }
        }

        return true;
    }

    private bool IsDue(ulong batchNumber, int place) =>
        !_requestedAt.TryGetValue(batchNumber, out var requestedAt)
        || (place < RepeatCountMax && options.Clock.GetElapsedTime(requestedAt) >= options.ProofRequestInterval);
}
