using Amaters.Prover.Queue;
using Hangfire;
using Npgsql;

namespace Amaters.Prover.Worker;

/// <summary>Waits for the queue's database: a worker may be started before it.</summary>
internal static class QueuePatience
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Makes the queue's tables where there are none, as soon as the database answers.</summary>
    /// <exception cref="OperationCanceledException">The worker was told to stop before that.</exception>
    public static async Task PrepareAsync(JobStorage storage, CancellationToken cancellation)
    {
        for (var isTold = false; ; isTold = true)
        {
            try
            {
                ProofQueueStorage.Prepare(storage);
                return;
            }
            catch (NpgsqlException problem)
            {
                if (!isTold)
                    await Console.Error.WriteLineAsync($"The proof queue cannot be used yet; it is tried again every second: {problem.Message}").ConfigureAwait(false);
                await Task.Delay(RetryDelay, cancellation).ConfigureAwait(false);
            }
        }
    }
}
