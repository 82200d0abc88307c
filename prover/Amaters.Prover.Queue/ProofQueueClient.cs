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
    /// <exception cref="BackgroundJobClientException">The storage cannot be reached; the batch stays sealed and is asked for again later.</exception>
    public void Enqueue(ulong batchNumber) =>
        _client.Enqueue<IProofJob>(job => job.ProveAsync(batchNumber, CancellationToken.None));

    /// <summary>How many jobs wait, run and have been set aside.</summary>
    public ProofQueueDepth ReadDepth()
    {
        var statistics = _storage.GetMonitoringApi().GetStatistics();
        return new ProofQueueDepth(statistics.Enqueued + statistics.Scheduled, statistics.Processing, statistics.Failed);
    }
}
