using Amaters.Ledger.Protocol;
using Grpc.Core;

namespace Amaters.Ledger.Node.Services;

/// <summary>What client applications call: delegations to the replica.</summary>
internal sealed class LedgerGrpcService(LedgerReplica replica, ServiceLimits limits) : LedgerService.LedgerServiceBase
{
    public override Task<GetLedgerResponse> GetLedger(GetLedgerRequest request, ServerCallContext context) => Task.FromResult(replica.GetLedger());

    public override Task<SubmitResponse> Submit(SubmitRequest request, ServerCallContext context) => replica.SubmitAsync(request, context.CancellationToken);

    public override Task SubmitStream(IAsyncStreamReader<SubmitRequest> requestStream, IServerStreamWriter<SubmitResponse> responseStream, ServerCallContext context) =>
        new SubmissionStream(replica, limits.StreamConcurrency).RunAsync(requestStream, responseStream, context.CancellationToken);

    public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context) => replica.ReadAsync(request, context.CancellationToken);

    public override Task<ScanResponse> Scan(ScanRequest request, ServerCallContext context) => replica.ScanAsync(request, context.CancellationToken);

    public override Task<HistoryResponse> History(HistoryRequest request, ServerCallContext context) => replica.HistoryAsync(request, context.CancellationToken);

    public override Task<GetReceiptResponse> GetReceipt(GetReceiptRequest request, ServerCallContext context) => replica.GetReceiptAsync(request, context.CancellationToken);

    public override async Task Watch(WatchRequest request, IServerStreamWriter<AppliedBatch> responseStream, ServerCallContext context)
    {
        await foreach (var batch in replica.WatchAsync(request, context.CancellationToken).ConfigureAwait(false))
            await responseStream.WriteAsync(batch, context.CancellationToken).ConfigureAwait(false);
    }

    public override Task<ChangeKeyResponse> ChangeKey(ChangeKeyRequest request, ServerCallContext context) => replica.ChangeKeyAsync(request, context.CancellationToken);

    public override Task<GetKeyResponse> GetKey(GetKeyRequest request, ServerCallContext context) => Task.FromResult(replica.GetKey(request));
}
