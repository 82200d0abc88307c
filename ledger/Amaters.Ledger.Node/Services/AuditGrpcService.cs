using Amaters.Ledger.Protocol;
using Grpc.Core;

namespace Amaters.Ledger.Node.Services;

/// <summary>What auditors call: delegations to the replica.</summary>
internal sealed class AuditGrpcService(LedgerReplica replica) : AuditService.AuditServiceBase
{
    /// <summary>The export reads the disk and waits for a slow receiver, so it has a thread of its own.</summary>
    public override Task ExportBundle(ExportBundleRequest request, IServerStreamWriter<BundleChunk> responseStream, ServerCallContext context) =>
        Task.Run(() =>
        {
            using var chunks = new BundleChunkStream(responseStream, context.CancellationToken);
            replica.ExportBundle(request, chunks, context.CancellationToken);
            chunks.Flush();
        });

    public override Task<ReadAuditEventsResponse> ReadAuditEvents(ReadAuditEventsRequest request, ServerCallContext context) => Task.FromResult(replica.ReadAuditEvents(request));
}
