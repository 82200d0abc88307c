using Amaters.Ledger.Node.Telemetry;
using Amaters.Ledger.Protocol;
using Grpc.Core;

namespace Amaters.Ledger.Node.Services;

/// <summary>What prover workers call: delegations to the replica.</summary>
internal sealed class ProvingGrpcService(LedgerReplica replica, NodeMetrics metrics) : ProvingService.ProvingServiceBase
{
    public override Task<FetchBatchResponse> FetchBatch(FetchBatchRequest request, ServerCallContext context) => Task.FromResult(replica.FetchBatch(request));

    public override Task<RenewLeaseResponse> RenewLease(RenewLeaseRequest request, ServerCallContext context) => Task.FromResult(replica.RenewLease(request));

    public override async Task<SubmitProofResponse> SubmitProof(SubmitProofRequest request, ServerCallContext context)
    {
        var response = await replica.SubmitProofAsync(request, context.CancellationToken).ConfigureAwait(false);
        metrics.ProofReceived(response.Outcome, TimeSpan.FromMilliseconds(request.ProvingMs));
        return response;
    }
}
