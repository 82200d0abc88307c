using Hangfire;

namespace Amaters.Prover.Queue;

/// <summary>The job that stands in the queue. Its one argument is a batch number, so a row cannot carry anything to trust.</summary>
/// <remarks>
/// Whoever can write the queue's tables can at most make a worker prove a batch again or not at all: what is proven comes
/// from a node, and every proof is verified there. Hangfire delivers at least once, so the job is idempotent.
/// </remarks>
public interface IProofJob
{
    /// <summary>Proves one sealed batch and hands the proof in.</summary>
    /// <param name="batchNumber">Number of the batch, from 1.</param>
    /// <param name="cancellation">Cancelled when the worker stops or loses the job.</param>
    [AutomaticRetry(Attempts = ProofQueueLimits.AttemptCountMax, DelaysInSeconds = [1, 2, 5, 10, 30], OnAttemptsExceeded = AttemptsExceededAction.Fail)]
    [JobDisplayName("prove batch {0}")]
    Task ProveAsync(ulong batchNumber, CancellationToken cancellation);
}
