using Amaters.Ledger.Protocol;

namespace Amaters.Ledger.Client.Connection;

/// <summary>What operators do with a group: look at its nodes, change its members, take snapshots, hand leadership over. Thread-safe.</summary>
/// <remarks>
/// Needs <see cref="LedgerClientOptions.AdminToken"/> or a certificate that the nodes' configuration names. Nothing here is
/// proven; it is about machines, not about records.
/// </remarks>
public sealed class LedgerAdmin : IDisposable
{
    private readonly NodeChannels _channels;

    /// <summary>Prepares connections; the first call opens one.</summary>
    public LedgerAdmin(LedgerClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _channels = new NodeChannels(options);
        Nodes = options.Nodes;
    }

    /// <summary>Addresses of the nodes that the options name.</summary>
    public IReadOnlyList<Uri> Nodes { get; }

    /// <summary>Where one node stands.</summary>
    public Task<GetStatusResponse> GetStatusAsync(Uri node, CancellationToken cancellation) =>
        _channels.AdministerAsync(node, async (admin, call) => await admin.GetStatusAsync(new GetStatusRequest(), call), cancellation);

    /// <summary>Makes one node write a snapshot of its state to its disk and shorten its log by it.</summary>
    public Task<TakeSnapshotResponse> TakeSnapshotAsync(Uri node, CancellationToken cancellation) =>
        _channels.AdministerAsync(node, async (admin, call) => await admin.TakeSnapshotAsync(new TakeSnapshotRequest(), call), cancellation);

    /// <summary>Adds a node that receives the log and does not vote: the first step of every growth, since it costs the group nothing.</summary>
    /// <param name="nodeId">Its id.</param>
    /// <param name="peerAddress">https address of its peer listener.</param>
    /// <param name="cancellation">Gives up waiting; the change may still happen.</param>
    public Task<ChangeMembershipResponse> AddLearnerAsync(ulong nodeId, Uri peerAddress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(peerAddress);
        return ChangeMembersAsync(new() { Kind = ChangeMembershipRequest.Types.Change.Types.Kind.AddLearner, NodeId = nodeId, Address = peerAddress.ToString() }, cancellation);
    }

    /// <summary>Makes a learner a voter. Do it when it has caught up, or the group waits for it.</summary>
    public Task<ChangeMembershipResponse> PromoteAsync(ulong nodeId, CancellationToken cancellation) =>
        ChangeMembersAsync(new() { Kind = ChangeMembershipRequest.Types.Change.Types.Kind.AddVoter, NodeId = nodeId }, cancellation);

    /// <summary>Takes a node out of the group.</summary>
    public Task<ChangeMembershipResponse> RemoveAsync(ulong nodeId, CancellationToken cancellation) =>
        ChangeMembersAsync(new() { Kind = ChangeMembershipRequest.Types.Change.Types.Kind.Remove, NodeId = nodeId }, cancellation);

    /// <summary>Hands leadership over and answers with the new leader's id.</summary>
    /// <param name="toNodeId">A voter; 0 for whoever is furthest on.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public async Task<ulong> TransferLeadershipAsync(ulong toNodeId, CancellationToken cancellation) =>
        (await _channels.AdministerAsync(async (admin, call) => await admin.TransferLeadershipAsync(new TransferLeadershipRequest { ToNodeId = toNodeId }, call), cancellation).ConfigureAwait(false)).LeaderId;

    /// <summary>Puts a placement table into force and answers with its epoch.</summary>
    /// <param name="shardOfSlice">For each slice of the position space, the shard that shall hold it.</param>
    /// <param name="cancellation">Gives up waiting; the change may still happen.</param>
    public async Task<ulong> ChangePlacementAsync(IEnumerable<uint> shardOfSlice, CancellationToken cancellation)
    {
        var request = new ChangePlacementRequest { ShardOfSlice = { shardOfSlice } };
        return (await _channels.AdministerAsync(async (admin, call) => await admin.ChangePlacementAsync(request, call), cancellation).ConfigureAwait(false)).Epoch;
    }

    /// <inheritdoc />
    public void Dispose() => _channels.Dispose();

    private Task<ChangeMembershipResponse> ChangeMembersAsync(ChangeMembershipRequest.Types.Change change, CancellationToken cancellation)
    {
        var request = new ChangeMembershipRequest { Changes = { change } };
        return _channels.AdministerAsync(async (admin, call) => await admin.ChangeMembershipAsync(request, call), cancellation);
    }
}
