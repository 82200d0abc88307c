namespace Amaters.Prover.Queue;

/// <summary>The queue's numbers, in one place.</summary>
public static class ProofQueueLimits
{
    /// <summary>
    /// Failed attempts after which a job is set aside as failed, where the dashboard shows it. The node enqueues an
    /// unproven batch again on its own schedule, so a batch that kills workers is retried slowly and never in a tight loop.
    /// </summary>
    public const int AttemptCountMax = 5;

    /// <summary>A job whose worker stops renewing it is given to another after this long.</summary>
    public static readonly TimeSpan InvisibilityTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait before the queue is looked at again, should a notification get lost.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);

    /// <summary>How long a worker looks for a leader before it gives a job back: a finished proof is not to be lost to an election.</summary>
    public static readonly TimeSpan ElectionPatience = TimeSpan.FromSeconds(10);

    /// <summary>Wait before the nodes are asked again who leads.</summary>
    public static readonly TimeSpan ElectionPollInterval = TimeSpan.FromMilliseconds(100);
}
