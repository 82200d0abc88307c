using System.Diagnostics;
using Amaters.Ledger.Protocol;
using Amaters.Prover.Queue;
using Google.Protobuf;

namespace Amaters.Ledger.Node.Proving;

/// <summary>A worker in the nodes' own process: it asks whichever of them leads, without a socket between.</summary>
/// <param name="replicas">The nodes that run at the moment.</param>
/// <param name="workerName">Name for the audit trail.</param>
internal sealed class InProcessBatchSource(Func<IEnumerable<LedgerReplica>> replicas, string workerName) : IBatchSource
{
    public Task<LeasedBatch?> FetchAsync(ulong batchNumber, CancellationToken cancellation) =>
        AskLeaderAsync(replica =>
        {
            var answer = replica.FetchBatch(new FetchBatchRequest { BatchNumber = batchNumber, Worker = workerName });
            return Task.FromResult(answer.Trace.IsEmpty
                ? null
                : new LeasedBatch(batchNumber, answer.Trace.Memory, answer.VerifyingKeyDigest.Memory, answer.Lease, TimeSpan.FromMilliseconds(answer.LeaseMs)));
        }, cancellation);

    public Task<bool> RenewAsync(LeasedBatch batch, CancellationToken cancellation) =>
        AskLeaderAsync(replica => Task.FromResult(replica.RenewLease(new RenewLeaseRequest { BatchNumber = batch.BatchNumber, Lease = batch.Lease }).Held), cancellation);

    public Task<ProofReception> SubmitAsync(LeasedBatch batch, ReadOnlyMemory<byte> proof, TimeSpan provingTime, CancellationToken cancellation) =>
        AskLeaderAsync(async replica =>
        {
            var request = new SubmitProofRequest
            {
                BatchNumber = batch.BatchNumber,
                Proof = UnsafeByteOperations.UnsafeWrap(proof),
                Worker = workerName,
                Lease = batch.Lease,
                ProvingMs = (uint)provingTime.TotalMilliseconds,
            };
            return (await replica.SubmitProofAsync(request, cancellation).ConfigureAwait(false)).Outcome switch
            {
                SubmitProofResponse.Types.Outcome.Accepted => ProofReception.Accepted,
                SubmitProofResponse.Types.Outcome.AlreadyProven => ProofReception.AlreadyProven,
                _ => ProofReception.Refused,
            };
        }, cancellation);

    /// <summary>Every node is asked; only the leader does not refuse. An election is waited for, so that a finished proof is not lost to it.</summary>
    private async Task<T> AskLeaderAsync<T>(Func<LedgerReplica, Task<T>> ask, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            foreach (var replica in replicas())
            {
                try
                {
                    return await ask(replica).ConfigureAwait(false);
                }
                catch (LedgerRefusedException refused) when (refused.Kind == Refusal.NotLeader)
                {
                    // The next one may lead.
                }
            }

            if (clock.Elapsed >= ProofQueueLimits.ElectionPatience)
                throw new IOException("No node leads at the moment. The job stays in the queue.");
            await Task.Delay(ProofQueueLimits.ElectionPollInterval, cancellation).ConfigureAwait(false);
        }
    }
}
