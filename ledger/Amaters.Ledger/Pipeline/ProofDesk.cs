using Amaters.Ledger.Entries;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Replication;
using Amaters.Ledger.StateMachine;
using Google.Protobuf;

namespace Amaters.Ledger.Pipeline;

/// <summary>Where the leader deals with workers: hands out batches, takes proofs in, and refuses what does not verify.</summary>
internal sealed class ProofDesk(RaftGroup group, LedgerStateMachine machine, LeaseTable leases, LedgerReplicaOptions options)
{
    private const int WorkerNameLengthMax = 64;
    private static readonly TimeSpan RefusalInterval = TimeSpan.FromSeconds(1);

    private long _lastRefusalAt;

    public FetchBatchResponse Fetch(FetchBatchRequest request)
    {
        CheckWorkerName(request.Worker);
        var batch = Find(request.BatchNumber);
        if (batch is null || batch.Proof is not null)
            return new FetchBatchResponse();
        var lease = leases.Grant(batch.Number, request.Worker);
        if (lease == 0)
            return new FetchBatchResponse();
        return new FetchBatchResponse
        {
            Trace = ByteString.CopyFrom(batch.Execution.Trace.ToBytes()),
            VerifyingKeyDigest = ByteString.CopyFrom(options.Genesis.Facts.VerifyingKeyDigest.AsSpan()),
            Lease = lease,
            LeaseMs = (uint)leases.LeaseTime.TotalMilliseconds,
        };
    }

    public RenewLeaseResponse Renew(RenewLeaseRequest request)
    {
        var isNeeded = Find(request.BatchNumber) is { Proof: null };
        return new RenewLeaseResponse { Held = isNeeded && leases.Renew(request.BatchNumber, request.Lease), LeaseMs = (uint)leases.LeaseTime.TotalMilliseconds };
    }

    /// <summary>Verifies a proof and puts it into the log. A proof is judged by its batch, never by who brings it or under which lease.</summary>
    public async Task<SubmitProofResponse> SubmitAsync(SubmitProofRequest request, CancellationToken cancellation)
    {
        CheckWorkerName(request.Worker);
        if (request.BatchNumber != 0 && request.BatchNumber <= machine.Progress.AppliedBatch)
            return AlreadyProven();
        if (Find(request.BatchNumber) is not { } batch)
            throw new LedgerRefusedException(Refusal.NotFound, "batch_number", $"there is no sealed batch {request.BatchNumber}.");
        if (batch.Proof is not null)
            return AlreadyProven();

        var verdict = machine.Verify(batch, request.Proof.Span, out _);
        if (!verdict.IsAccepted)
        {
            await RecordRefusalAsync(request, verdict.ToString(), cancellation).ConfigureAwait(false);
            return new SubmitProofResponse { Outcome = SubmitProofResponse.Types.Outcome.Refused, Detail = verdict.ToString() };
        }

        var entry = LedgerEntryCodec.Create(options.Clock);
        entry.Proof = new ProofEntry { BatchNumber = batch.Number, Proof = request.Proof, Worker = request.Worker };
        var result = await group.ProposeAsync(LedgerEntryCodec.Encode(entry), cancellation).ConfigureAwait(false);
        var outcome = result.AppliedValue<ProofOutcome>();
        leases.Release(batch.Number);
        return outcome == ProofOutcome.Accepted ? new SubmitProofResponse { Outcome = SubmitProofResponse.Types.Outcome.Accepted } : AlreadyProven();
    }

    private SealedBatch? Find(ulong batchNumber) => machine.SealedBatches.FirstOrDefault(batch => batch.Number == batchNumber);

    /// <summary>Writes the lie into the log, at most once a second, so that a flood of lies cannot fill it.</summary>
    private async Task RecordRefusalAsync(SubmitProofRequest request, string reason, CancellationToken cancellation)
    {
        var last = Interlocked.Read(ref _lastRefusalAt);
        if ((last != 0 && options.Clock.GetElapsedTime(last) < RefusalInterval) || Interlocked.CompareExchange(ref _lastRefusalAt, options.Clock.GetTimestamp(), last) != last)
            return;
        var entry = LedgerEntryCodec.Create(options.Clock);
        entry.Refusal = new RefusalEntry { BatchNumber = request.BatchNumber, Worker = request.Worker, Reason = reason };
        await group.ProposeAsync(LedgerEntryCodec.Encode(entry), cancellation).ConfigureAwait(false);
    }

    private static void CheckWorkerName(string worker)
    {
        if (worker.Length is < 1 or > WorkerNameLengthMax)
            throw new LedgerRefusedException(Refusal.InvalidArgument, "worker", $"a worker's name has 1 to {WorkerNameLengthMax} characters, not {worker.Length}.");
        // The name is shown and stored in places that take no control characters: terminals, logs, PostgreSQL.
        if (worker.Any(char.IsControl))
            throw new LedgerRefusedException(Refusal.InvalidArgument, "worker", "a worker's name has no control characters.");
    }

    private static SubmitProofResponse AlreadyProven() => new() { Outcome = SubmitProofResponse.Types.Outcome.AlreadyProven };
}
