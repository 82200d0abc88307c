using System.Diagnostics;
using Amaters.Ledger.Node.Embedded;
using Amaters.Ledger.Node.Proving;
using Amaters.Prover.Queue;

namespace Amaters.Benchmarks;

/// <summary>How fast a ledger's sealed batches are proven, and how fast the prover alone proves the same ones.</summary>
internal sealed class LedgerProving(EmbeddedLedger ledger, string provingKey)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(2);

    /// <summary>Median time of the prover for one batch, with nothing else to do.</summary>
    public async Task<TimeSpan> AloneAsync(int runs)
    {
        var leader = await ledger.LeaderAsync(CancellationToken.None);
        var trace = leader.Replica.SealedBatches[0].Execution.Trace.ToBytes();
        using var prover = Groth16BatchProver.Open(provingKey);
        return Measurement.Of(runs, () => prover.Prove(trace, CancellationToken.None)).Median;
    }

    /// <summary>Time per batch through queue, worker and the leader's check, until its proof is on its way into the log; the workers always have something to do.</summary>
    /// <remarks>
    /// Accepted proofs are counted, not applied batches: what an earlier worker was stopped at has gone to the end of the
    /// queue, and batches are applied in order.
    /// </remarks>
    /// <param name="workerCount">Workers.</param>
    /// <param name="threadCount">Threads of each; null for one for each core, and then proofs overlap as they do in production.</param>
    /// <param name="batchCount">Batches that all of them together prove.</param>
    public async Task<TimeSpan> ThroughLedgerAsync(int workerCount, int? threadCount, int batchCount)
    {
        // One batch for each worker warms it up before the clock starts.
        var quota = new MeteredSource.Quota(batchCount + workerCount);
        var provers = Enumerable.Range(0, workerCount).Select(_ => Groth16BatchProver.Open(provingKey, threadCount)).ToList();
        var workers = provers.Select((prover, i) => Work(prover, quota, $"bench-{workerCount}-{i}", concurrentProofCount: threadCount == 1 ? 1 : 2)).ToList();
        try
        {
            await AcceptedAsync(workerCount);
            var clock = Stopwatch.StartNew();
            await AcceptedAsync(workerCount + batchCount);
            return clock.Elapsed / batchCount;
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
            provers.ForEach(prover => prover.Dispose());
        }

        async Task AcceptedAsync(int count)
        {
            while (quota.AcceptedCount < count)
                await Task.Delay(Glance);
        }
    }

    private ProofWorker Work(Groth16BatchProver prover, MeteredSource.Quota quota, string name, int concurrentProofCount) =>
        new(ledger.Queue, new ProofJob(new MeteredSource(new InProcessBatchSource(ledger.Replicas, name), quota), prover), name, concurrentProofCount);
}
