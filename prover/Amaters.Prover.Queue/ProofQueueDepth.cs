namespace Amaters.Prover.Queue;

/// <summary>How full the queue is.</summary>
/// <param name="WaitingCount">Jobs that no worker has taken, retries included.</param>
/// <param name="RunningCount">Jobs that a worker holds.</param>
/// <param name="FailedCount">Jobs set aside after <see cref="ProofQueueLimits.AttemptCountMax"/> attempts.</param>
public readonly record struct ProofQueueDepth(long WaitingCount, long RunningCount, long FailedCount);
