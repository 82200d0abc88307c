using Hangfire;

namespace Amaters.Prover.Queue;

/// <summary>Takes jobs from the queue until disposed.</summary>
/// <remarks>One worker is enough for a machine: a proof's sums use every core, and the next batch is prepared meanwhile.</remarks>
public sealed class ProofWorker : IDisposable
{
    private readonly BackgroundJobServer _server;

    /// <summary>Starts working.</summary>
    /// <param name="storage">The queue.</param>
    /// <param name="job">Does the work.</param>
    /// <param name="name">Name of this worker in the dashboard.</param>
    /// <param name="concurrentProofCount">Batches at a time: with 2, one is fetched and prepared while another's sums run; more gain nothing.</param>
    public ProofWorker(JobStorage storage, IProofJob job, string name, int concurrentProofCount = 2)
    {
        var options = new BackgroundJobServerOptions
        {
            ServerName = name,
            WorkerCount = concurrentProofCount,
            Activator = new SingleJobActivator(job),
            SchedulePollingInterval = TimeSpan.FromSeconds(1),
            ShutdownTimeout = TimeSpan.FromSeconds(5),
            StopTimeout = TimeSpan.FromSeconds(1),
        };
        _server = new BackgroundJobServer(options, storage);
    }

    /// <summary>Stops taking jobs; an unfinished one goes back to the queue.</summary>
    public void Dispose() => _server.Dispose();

    /// <summary>Hands out the one job object and refuses every other type that a doctored row may name.</summary>
    private sealed class SingleJobActivator(IProofJob job) : JobActivator
    {
        public override object ActivateJob(Type jobType) =>
            jobType == typeof(IProofJob) ? job : throw new NotSupportedException($"The proof queue runs {nameof(IProofJob)} only, not {jobType}.");
    }
}
