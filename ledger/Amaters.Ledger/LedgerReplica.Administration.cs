using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Entries;
using Amaters.Ledger.Pipeline;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Replication;
using Amaters.Ledger.Storage;
using Google.Protobuf;

namespace Amaters.Ledger;

/// <content>What operators ask of a node.</content>
public sealed partial class LedgerReplica
{
    /// <summary>A leader gives a transfer up after an election's time, ten ticks; this waits for one more.</summary>
    private const int TransferPatienceTicks = 20;

    /// <summary>Where this node stands.</summary>
    public GetStatusResponse GetStatus()
    {
        var status = Group.Status;
        var progress = Progress;
        using var view = _database.OpenView();
        var response = new GetStatusResponse
        {
            NodeId = status.Id.Value,
            Role = status.Role.ToString(),
            Term = status.Term.Value,
            LeaderId = status.Leader.Value,
            CommitIndex = status.Commit.Value,
            AppliedIndex = status.Applied.Value,
            LogFirstIndex = status.FirstIndex.Value,
            LogLastIndex = status.LastIndex.Value,
            Watermarks = progress.ToWatermarks(),
            PendingCommands = progress.PendingCount,
            QueuedBatches = progress.UnprovenBatchCount,
            StateRoot = ByteString.CopyFrom(new TreeRows(view, _options.Genesis.Facts.Shape.TreeDepth).Root.ToBytes()),
            LedgerId = ByteString.CopyFrom(_options.Genesis.LedgerId.ToBytes()),
            DevelopmentKey = _options.Genesis.Facts.IsDevelopmentKey,
        };
        response.Members.AddRange(status.Configuration.Addresses.Select(member => MemberStatusOf(member.Key, member.Value, status)));
        response.Shards.AddRange(ReadShards(view));
        return response;
    }

    /// <summary>Size and load of every shard, as this node sees them.</summary>
    public IReadOnlyList<ShardStatus> GetShards()
    {
        using var view = _database.OpenView();
        return [.. ReadShards(view)];
    }

    /// <summary>Writes a snapshot of this node's state to its disk and shortens its log by it.</summary>
    public async Task<TakeSnapshotResponse> TakeSnapshotAsync(CancellationToken cancellation)
    {
        if (Group.Status.Applied == LogIndex.Zero)
            throw new LedgerRefusedException(Refusal.FailedPrecondition, "", "This node has no state yet: it waits to be added to a group.");
        var report = await Group.TakeSnapshotAsync(cancellation).ConfigureAwait(false);
        return new TakeSnapshotResponse { LogIndex = report.Id.Index.Value, ByteCount = (ulong)report.ByteCount, StateRoot = ByteString.CopyFrom(report.Root.Span) };
    }

    /// <summary>Changes the members of the group; answers when the change is in force on this node.</summary>
    public async Task<ChangeMembershipResponse> ChangeMembershipAsync(ChangeMembershipRequest request, CancellationToken cancellation)
    {
        RequireLeader();
        var members = Group.Status.Configuration;
        var addresses = new Dictionary<ulong, Uri>();
        var changes = new List<ConfChangeSingle>();
        foreach (var change in request.Changes)
        {
            if (change.NodeId == 0)
                throw new LedgerRefusedException(Refusal.InvalidArgument, "changes.node_id", "is missing; ids begin with 1.");
            var kind = KindOf(change.Kind);
            changes.Add(new ConfChangeSingle(kind, new NodeId(change.NodeId)));
            // A learner that becomes a voter stays where it is.
            if (kind != ConfChangeKind.Remove && (change.Address.Length > 0 || !members.Addresses.ContainsKey(change.NodeId)))
                addresses[change.NodeId] = AddressOf(change);
        }

        if (changes.Count == 0)
            throw new LedgerRefusedException(Refusal.InvalidArgument, "changes", "at least one is needed.");
        var removed = changes.Where(change => change.Kind == ConfChangeKind.Remove).Select(change => change.Node).ToHashSet();
        if (members.Members.Voters.All(removed.Contains) && changes.All(change => change.Kind != ConfChangeKind.AddVoter))
            throw new LedgerRefusedException(Refusal.InvalidArgument, "changes", "a group needs a voter; nothing would be left of this one.");

        var result = await Group.ChangeMembersAsync(new ConfChange { Changes = changes }, addresses, cancellation).ConfigureAwait(false);
        // The core puts an empty entry in the place of a change that it does not admit.
        if (result.Outcome == ProposalOutcome.Superseded && Group.Status.Role == RaftRole.Leader)
            throw new LedgerRefusedException(Refusal.FailedPrecondition, "changes", "not admitted: another change is under way, or this leader is too new; ask again in a moment.");
        result.AppliedValue<object>();
        return new ChangeMembershipResponse { LogIndex = result.Id.Index.Value };
    }

    /// <summary>Hands leadership over and waits until another node leads.</summary>
    public async Task<TransferLeadershipResponse> TransferLeadershipAsync(TransferLeadershipRequest request, CancellationToken cancellation)
    {
        RequireLeader();
        var successor = new NodeId(request.ToNodeId);
        if (successor != NodeId.None && (successor == Group.Status.Id || !Group.Status.Configuration.Members.Voters.Contains(successor)))
            throw new LedgerRefusedException(Refusal.InvalidArgument, "to_node_id", $"node {request.ToNodeId} is no other voter; leave it out and the one that is furthest on takes over.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_options.Tick * TransferPatienceTicks);
        Group.TransferLeadership(successor);
        try
        {
            var status = await Group.WaitForAsync(status => status.Role != RaftRole.Leader && status.Leader.Value != 0, patience.Token).ConfigureAwait(false);
            return new TransferLeadershipResponse { LeaderId = status.Leader.Value };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new LedgerRefusedException(Refusal.FailedPrecondition, "to_node_id", "nobody took over: the successor cannot be reached or is too far behind. This node leads on.");
        }
    }

    /// <summary>Puts a new placement table into force.</summary>
    public async Task<ChangePlacementResponse> ChangePlacementAsync(ChangePlacementRequest request, CancellationToken cancellation)
    {
        RequireLeader();
        var placement = _machine.Placement;
        if (placement.TryChange(placement.Epoch + 1, request.ShardOfSlice) is null)
            throw new LedgerRefusedException(Refusal.InvalidArgument, "shard_of_slice", $"{placement.ShardOfSlice.Length} numbers from 0 to {placement.ShardCount - 1} are needed.");
        var entry = LedgerEntryCodec.Create(_options.Clock);
        entry.Placement = new PlacementEntry { Epoch = placement.Epoch + 1, ShardOfSlice = { request.ShardOfSlice } };
        var result = await Group.ProposeAsync(LedgerEntryCodec.Encode(entry), cancellation).ConfigureAwait(false);
        return new ChangePlacementResponse { Epoch = result.AppliedValue<ulong>() };
    }

    private MemberStatus MemberStatusOf(ulong nodeId, Uri address, GroupStatus status)
    {
        var (id, members) = (new NodeId(nodeId), status.Configuration.Members);
        var peer = Group.Peers.FirstOrDefault(peer => peer.NodeId == nodeId);
        var isThisLeader = id == status.Id && status.Role == RaftRole.Leader;
        return new MemberStatus
        {
            NodeId = nodeId,
            Address = address.ToString(),
            Voter = members.Voters.Contains(id),
            Learner = members.Learners.Contains(id),
            MatchIndex = isThisLeader ? status.LastIndex.Value : peer.Match,
            Reachable = isThisLeader || peer.IsRecentlyActive,
        };
    }

    private IEnumerable<ShardStatus> ReadShards(LedgerView view)
    {
        var placement = _machine.Placement;
        for (var shard = 0; shard < _database.ShardCount; shard++)
        {
            var row = view.Get(Family.Shards, RowKey.Shard(shard), ShardRow.Parser) ?? new ShardRow();
            yield return new ShardStatus
            {
                Shard = (uint)shard,
                AppliedBatch = row.AppliedBatch,
                Records = row.Records,
                PayloadBytes = row.PayloadBytes,
                Writes = row.Writes,
                Reads = _shardReads.Of(shard),
                Slices = (uint)placement.ShardOfSlice.Count(owner => owner == shard),
            };
        }
    }

    private static ConfChangeKind KindOf(ChangeMembershipRequest.Types.Change.Types.Kind kind) => kind switch
    {
        ChangeMembershipRequest.Types.Change.Types.Kind.AddVoter => ConfChangeKind.AddVoter,
        ChangeMembershipRequest.Types.Change.Types.Kind.AddLearner => ConfChangeKind.AddLearner,
        ChangeMembershipRequest.Types.Change.Types.Kind.Remove => ConfChangeKind.Remove,
        _ => throw new LedgerRefusedException(Refusal.InvalidArgument, "changes.kind", "add a voter, add a learner, or remove."),
    };

    private static Uri AddressOf(ChangeMembershipRequest.Types.Change change) =>
        Uri.TryCreate(change.Address, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            ? address
            : throw new LedgerRefusedException(Refusal.InvalidArgument, "changes.address", $"'{change.Address}' is no https address; give that of node {change.NodeId}'s peer listener, for example https://10.0.0.4:7401.");
}
