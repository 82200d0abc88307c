using System.Threading.Channels;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.RaftNode.Api;
using Amaters.Ledger.Replication;
using Google.Protobuf;
using Grpc.Core;

namespace Amaters.Ledger.RaftNode;

/// <summary>The client side of a node process.</summary>
internal sealed class NodeService(RaftGroup group, KeyValueMachine machine) : Node.NodeBase
{
    // Without the call's token: a put is not undone by its caller going away, and each token costs the call a registration.
    public override async Task<PutReply> Put(PutRequest request, ServerCallContext context) =>
        Reply(await group.ProposeAsync(request.Command.Memory).ConfigureAwait(false));

    public override async Task PutMany(IAsyncStreamReader<PutBatch> requestStream, IServerStreamWriter<PutReplies> responseStream, ServerCallContext context)
    {
        var finished = Channel.CreateUnbounded<(ulong Id, ProposalResult Result)>(new UnboundedChannelOptions { SingleReader = true });
        var answering = AnswerAsync(finished.Reader, responseStream);
        var pending = 0;
        var isEnded = false;
        while (await requestStream.MoveNext(context.CancellationToken).ConfigureAwait(false))
        {
            var batch = requestStream.Current;
            for (var i = 0; i < batch.Requests.Count; i++)
            {
                Interlocked.Increment(ref pending);
                _ = ProposeAsync(batch.Ids[i], batch.Requests[i]);
            }
        }

        Volatile.Write(ref isEnded, true);
        if (Volatile.Read(ref pending) == 0)
            finished.Writer.TryComplete();
        await answering.ConfigureAwait(false);

        async Task ProposeAsync(ulong id, PutRequest request)
        {
            var result = await group.ProposeAsync(request.Command.Memory).ConfigureAwait(false);
            finished.Writer.TryWrite((id, result));
            if (Interlocked.Decrement(ref pending) == 0 && Volatile.Read(ref isEnded))
                finished.Writer.TryComplete();
        }
    }

    public override async Task<GetReply> Get(GetRequest request, ServerCallContext context)
    {
        var index = await group.ReadIndexAsync(context.CancellationToken).ConfigureAwait(false);
        var value = machine.Get(request.Key.Span);
        return new GetReply
        {
            IsConfirmed = index is not null,
            IsFound = value is not null,
            Value = ByteString.CopyFrom((value ?? default).Span),
            Applied = group.Status.Applied.Value,
        };
    }

    public override Task<StatusReply> GetStatus(StatusRequest request, ServerCallContext context)
    {
        var status = group.Status;
        var (digestIndex, digest) = machine.Digest();
        return Task.FromResult(new StatusReply
        {
            Id = status.Id.Value,
            Role = status.Role.ToString(),
            Leader = status.Leader.Value,
            Term = status.Term.Value,
            Commit = status.Commit.Value,
            Applied = status.Applied.Value,
            FirstIndex = status.FirstIndex.Value,
            LastIndex = status.LastIndex.Value,
            Voters = { status.Configuration.Members.Voters.Select(node => node.Value) },
            Learners = { status.Configuration.Members.Learners.Select(node => node.Value) },
            Digest = digest,
            DigestIndex = digestIndex.Value,
            MemoryBytes = (ulong)Environment.WorkingSet,
        });
    }

    public override async Task<PutReply> ChangeMembers(ChangeMembersRequest request, ServerCallContext context)
    {
        var changes = request.AddVoters.Select(id => new ConfChangeSingle(ConfChangeKind.AddVoter, new NodeId(id)))
            .Concat(request.AddLearners.Select(id => new ConfChangeSingle(ConfChangeKind.AddLearner, new NodeId(id))))
            .Concat(request.Remove.Select(id => new ConfChangeSingle(ConfChangeKind.Remove, new NodeId(id))));
        var addresses = request.Addresses.ToDictionary(pair => pair.Key, pair => new Uri(pair.Value));
        return Reply(await group.ChangeMembersAsync(new ConfChange { Changes = [.. changes] }, addresses, context.CancellationToken).ConfigureAwait(false));
    }

    public override Task<TransferReply> Transfer(TransferRequest request, ServerCallContext context)
    {
        group.TransferLeadership(new NodeId(request.Successor));
        return Task.FromResult(new TransferReply());
    }

    /// <summary>Everything that has finished meanwhile goes into one answer.</summary>
    private static async Task AnswerAsync(ChannelReader<(ulong Id, ProposalResult Result)> finished, IServerStreamWriter<PutReplies> responses)
    {
        while (await finished.WaitToReadAsync().ConfigureAwait(false))
        {
            var replies = new PutReplies();
            while (finished.TryRead(out var one))
            {
                replies.Ids.Add(one.Id);
                replies.Replies.Add(Reply(one.Result));
            }

            await responses.WriteAsync(replies).ConfigureAwait(false);
        }
    }

    private static PutReply Reply(ProposalResult result) =>
        new() { Outcome = (uint)result.Outcome, Index = result.Id.Index.Value, Term = result.Id.Term.Value, Leader = result.Leader.Value };
}
