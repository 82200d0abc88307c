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
        });

    public Task<bool> RenewAsync(LeasedBatch batch, CancellationToken cancellation) =>
        AskLeaderAsync(replica => Task.FromResult(replica.RenewLease(new RenewLeaseRequest { BatchNumber = batch.BatchNumber, Lease = batch.Lease }).Held));

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
        });

    /// <summary>Every node is asked; only the leader does not refuse.</summary>
    private async Task<T> AskLeaderAsync<T>(Func<LedgerReplica, Task<T>> ask)
    {
        LedgerRefusedException? last = null;
        foreach (var replica in replicas())
        {
            try
            {
                return await ask(replica).ConfigureAwait(false);
            }
            catch (LedgerRefusedException refused) when (refused.Kind == Refusal.NotLeader)
            {
                last = refused;
            }
        }

        throw new IOException("No node leads at the moment. The job stays in the queue.", last);
    }
}
