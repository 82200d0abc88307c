using System.Security.Cryptography.X509Certificates;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication.Peers.Wire;
using Amaters.Ledger.Replication.Snapshots;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Status = Grpc.Core.Status;

namespace Amaters.Ledger.Replication.Peers;

/// <summary>The listening end: takes messages and snapshots of members, each of whom may speak only as itself.</summary>
/// <remarks>TLS has checked the certificate's chain before a call arrives here (<see cref="PeerCredentials.Configure"/>).</remarks>
internal sealed partial class RaftPeerService(IPeerEvents events, PeerOptions options, ILogger<RaftPeerService> logger) : RaftPeer.RaftPeerBase
{
    private int _isReceiving;

    public override async Task<DeliverEnd> Deliver(IAsyncStreamReader<PeerBatch> requestStream, ServerCallContext context)
    {
        var peer = Authenticate(context);
        // The sender waits for the headers to know that it was let in.
        await context.WriteResponseHeadersAsync(Metadata.Empty).ConfigureAwait(false);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, events.Stopped);
        // Not disposed: the loop may release it after the stream has ended.
        var room = new SemaphoreSlim(options.MaxUnhandledBatches);
        try
        {
            while (await requestStream.MoveNext(end.Token).ConfigureAwait(false))
            {
                var messages = Decode(requestStream.Current, peer);
                if (Uri.TryCreate(requestStream.Current.FromAddress, UriKind.Absolute, out var address))
                    events.Heard(peer.NodeId, address);
                await room.WaitAsync(end.Token).ConfigureAwait(false);
                events.Received(messages, room);
            }
        }
        catch (OperationCanceledException) when (events.Stopped.IsCancellationRequested)
        {
            // The node stops: the stream ends in order, so that the server need not wait for it.
        }

        return new DeliverEnd();
    }

    public override Task<SnapshotPosition> LocateSnapshot(SnapshotOffer request, ServerCallContext context)
    {
        var (id, ticket) = Check(request, Authenticate(context));
        BeginReceiving();
        try
        {
            using var incoming = events.OpenIncoming(id, ticket);
            return Task.FromResult(new SnapshotPosition { Offset = (ulong)incoming.Position });
        }
        finally
        {
            Volatile.Write(ref _isReceiving, 0);
        }
    }

    public override async Task<SnapshotReceipt> SendSnapshot(IAsyncStreamReader<SnapshotPart> requestStream, ServerCallContext context)
    {
        var peer = Authenticate(context);
        if (!await requestStream.MoveNext(context.CancellationToken).ConfigureAwait(false) || requestStream.Current.Offer is not { } offer)
            throw Invalid("a snapshot begins with its offer");
        var (id, ticket) = Check(offer, peer);
        BeginReceiving();
        try
        {
            using var incoming = events.OpenIncoming(id, ticket);
            while (await requestStream.MoveNext(context.CancellationToken).ConfigureAwait(false))
            {
                var chunk = requestStream.Current.Chunk ?? throw Invalid("an offer in the middle of a snapshot");
                if (incoming.Append(chunk.Offset, chunk.Data.Span, chunk.Digest.Span) is { } refusal)
                    throw Refused(peer, id, refusal);
            }

            if (incoming.Complete() is { } wrong)
                throw Refused(peer, id, wrong);
        }
        finally
        {
            Volatile.Write(ref _isReceiving, 0);
        }

        var snapshot = new Snapshot(offer.Ticket.Memory, new SnapshotMetadata(ticket.Configuration.Members, id.Index, id.Term));
        var message = new Message { Type = MessageType.Snap, From = new NodeId(offer.From), To = new NodeId(offer.To), Term = new Term(offer.Term), Snapshot = snapshot };
        events.Received([message], new SemaphoreSlim(0));
        return new SnapshotReceipt();
    }

    /// <summary>One transfer at a time holds the file; one that broke is noticed soon, and the sender asks again.</summary>
    private void BeginReceiving()
    {
        if (Interlocked.Exchange(ref _isReceiving, 1) != 0)
            throw new RpcException(new Status(StatusCode.Unavailable, "another snapshot is being received"));
    }

    private PeerIdentity Authenticate(ServerCallContext context)
    {
        X509Certificate2? certificate = context.GetHttpContext().Connection.ClientCertificate;
        if (certificate is null || !PeerIdentity.TryFromCertificate(certificate, out var peer) || peer.Group != events.Identity.Group || peer.NodeId == events.Identity.NodeId)
            throw new RpcException(new Status(StatusCode.PermissionDenied, "the certificate names no other member of this group"));
        return peer;
    }

    private Message[] Decode(PeerBatch batch, PeerIdentity peer)
    {
        if (!IsFrom(peer, batch.Group.Span, batch.From, batch.To, out var rejection))
            throw Refused(peer, rejection);
        var messages = new Message[batch.Messages.Count];
        for (var i = 0; i < messages.Length; i++)
        {
            if (!MessageCodec.TryDecode(batch.Messages[i], new NodeId(batch.From), new NodeId(batch.To), out messages[i], out rejection))
                throw Refused(peer, rejection);
        }

        return messages;
    }

    private (EntryId Id, SnapshotTicket Ticket) Check(SnapshotOffer offer, PeerIdentity peer)
    {
        if (!IsFrom(peer, offer.Group.Span, offer.From, offer.To, out var rejection))
            throw Refused(peer, rejection);
        if (offer.Term == 0 || offer.SnapshotIndex == 0 || offer.SnapshotTerm == 0 || offer.SnapshotTerm > offer.Term)
            throw Refused(peer, MessageRejection.NoTerm);
        if (!SnapshotTicket.TryDecode(offer.Ticket.Span, out var ticket))
            throw Invalid("the snapshot's ticket cannot be read");
        return (new EntryId(new Term(offer.SnapshotTerm), new LogIndex(offer.SnapshotIndex)), ticket);
    }

    private bool IsFrom(PeerIdentity peer, ReadOnlySpan<byte> group, ulong from, ulong to, out MessageRejection rejection)
    {
        rejection = MessageRejection.Group;
        if (!GroupId.TryDecode(group, out var id) || id != events.Identity.Group)
            return false;
        rejection = MessageRejection.Sender;
        if (from != peer.NodeId)
            return false;
        rejection = MessageRejection.Receiver;
        return to == events.Identity.NodeId;
    }

    private RpcException Refused(PeerIdentity peer, MessageRejection reason)
    {
        LogRefused(logger, peer.NodeId, reason);
        return new RpcException(new Status(StatusCode.InvalidArgument, $"refused: {reason}"));
    }

    private RpcException Refused(PeerIdentity peer, EntryId id, SnapshotRefusal reason)
    {
        LogSnapshotRefused(logger, id.Index.Value, peer.NodeId, reason);
        return new RpcException(new Status(StatusCode.DataLoss, $"snapshot refused: {reason}"));
    }

    private static RpcException Invalid(string detail) => new(new Status(StatusCode.InvalidArgument, detail));

    [LoggerMessage(11, LogLevel.Warning, "Refused messages of node {Peer}: {Reason}")]
    private static partial void LogRefused(ILogger logger, ulong peer, MessageRejection reason);

    [LoggerMessage(12, LogLevel.Warning, "Refused snapshot {Index} of node {Peer}: {Reason}")]
    private static partial void LogSnapshotRefused(ILogger logger, ulong index, ulong peer, SnapshotRefusal reason);
}
