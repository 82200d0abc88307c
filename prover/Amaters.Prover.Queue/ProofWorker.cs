using Hangfire;

namespace Amaters.Prover.Queue;

/// <summary>Takes jobs from the queue until disposed; one proof at a time, since a proof uses every core.</summary>
public sealed class ProofWorker : IDisposable
{
    private readonly BackgroundJobServer _server;

    /// <summary>Starts working.</summary>
    /// <param name="storage">The queue.</param>
    /// <param name="job">Does the work.</param>
    /// <param name="name">Name of this worker in the dashboard.</param>
    /// <param name="concurrentProofCount">Proofs at a time; more than 1 overlaps one proof's serial stages with another's.</param>
    public ProofWorker(JobStorage storage, IProofJob job, string name, int concurrentProofCount = 1)
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
