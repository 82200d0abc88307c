using Hangfire;

namespace Amaters.Prover.Queue;

/// <summary>Puts sealed batches into the queue.</summary>
public sealed class ProofQueueClient
{
    private readonly BackgroundJobClient _client;
    private readonly JobStorage _storage;

    /// <summary>Writes to the given storage.</summary>
    public ProofQueueClient(JobStorage storage)
    {
        _storage = storage;
        _client = new BackgroundJobClient(storage);
    }

    /// <summary>Asks for a proof of a batch. Asking twice is harmless: the second job finds the batch proven.</summary>
    /// <remarks>Tables that are not there, or not any more, are made.</remarks>
    /// <exception cref="BackgroundJobClientException">The storage cannot be reached; the batch stays sealed and is asked for again later.</exception>
    public void Enqueue(ulong batchNumber)
    {
        try
        {
            Create(batchNumber);
        }
        catch (BackgroundJobClientException problem) when (ProofQueueSchema.IsMissing(problem.InnerException))
        {
            ProofQueueStorage.Prepare(_storage);
            Create(batchNumber);
        }
    }

    /// <summary>How many jobs wait, run and have been set aside.</summary>
    public ProofQueueDepth ReadDepth()
    {
        var statistics = _storage.GetMonitoringApi().GetStatistics();
        return new ProofQueueDepth(statistics.Enqueued + statistics.Scheduled, statistics.Processing, statistics.Failed);
    }

    private void Create(ulong batchNumber) => _client.Enqueue<IProofJob>(job => job.ProveAsync(batchNumber, CancellationToken.None));
}
