using Amaters.Ledger.Protocol;
using Grpc.Core;

namespace Amaters.Ledger.Node.Services;

/// <summary>What operators call, behind <see cref="AccessInterceptor"/>: delegations to the replica.</summary>
internal sealed class AdminGrpcService(LedgerReplica replica) : AdminService.AdminServiceBase
{
    public override Task<GetStatusResponse> GetStatus(GetStatusRequest request, ServerCallContext context) => Task.FromResult(replica.GetStatus());

    public override Task<ChangeMembershipResponse> ChangeMembership(ChangeMembershipRequest request, ServerCallContext context) =>
        replica.ChangeMembershipAsync(request, context.CancellationToken);

    public override Task<TakeSnapshotResponse> TakeSnapshot(TakeSnapshotRequest request, ServerCallContext context) => replica.TakeSnapshotAsync(context.CancellationToken);

    public override Task<TransferLeadershipResponse> TransferLeadership(TransferLeadershipRequest request, ServerCallContext context) =>
        replica.TransferLeadershipAsync(request, context.CancellationToken);

    public override Task<ChangePlacementResponse> ChangePlacement(ChangePlacementRequest request, ServerCallContext context) =>
        replica.ChangePlacementAsync(request, context.CancellationToken);
}
