using Amaters.Prover.Queue;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;

namespace Amaters.Ledger.Node.Tests.Proving;

/// <summary>What a row of the queue can have a worker do.</summary>
public sealed class QueueRowTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_that_names_another_method_is_not_run_and_the_next_is()
    {
        var canary = Path.Combine(Path.GetTempPath(), $"amaters-canary-{Guid.NewGuid():N}");
        var storage = ProofQueueStorage.InMemory();
        var client = new BackgroundJobClient(storage);
        var forged = client.Create(Job.FromExpression(() => File.WriteAllText(canary, "run")), new EnqueuedState());
        client.Create(Job.FromExpression<IProofJob>(job => job.ProveAsync(7, CancellationToken.None)), new EnqueuedState());
        var proven = new TaskCompletionSource<ulong>();
        using (new ProofWorker(storage, new Recorder(proven), "test", concurrentProofCount: 1))
            Assert.Equal(7ul, await proven.Task.WaitAsync(Stop));

        // One worker takes the rows in order: the forged one had its turn.
        using var connection = storage.GetConnection();
        Assert.NotEqual(EnqueuedState.StateName, connection.GetStateData(forged).Name);
        Assert.NotEqual(SucceededState.StateName, connection.GetStateData(forged).Name);
        Assert.False(File.Exists(canary));
    }

    private sealed class Recorder(TaskCompletionSource<ulong> proven) : IProofJob
    {
        public Task ProveAsync(ulong batchNumber, CancellationToken cancellation)
        {
            proven.TrySetResult(batchNumber);
            return Task.CompletedTask;
        }
    }
}
