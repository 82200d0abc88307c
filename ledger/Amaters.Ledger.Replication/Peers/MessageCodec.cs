using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication.Peers.Wire;
using Google.Protobuf;

namespace Amaters.Ledger.Replication.Peers;

/// <summary>Between the core's messages and their wire form (<c>replication.proto</c>). Payloads are shared, not copied, on both ways.</summary>
internal static class MessageCodec
{
    /// <summary>The wire form of a message; its sender and receiver stand in the batch.</summary>
    public static PeerMessage Encode(Message message)
    {
        var wire = new PeerMessage
        {
            Type = (uint)message.Type,
            Term = message.Term.Value,
            LogTerm = message.LogTerm.Value,
            Index = message.Index.Value,
            Commit = message.Commit.Value,
            Reject = message.Reject,
            RejectHint = message.RejectHint.Value,
            Context = UnsafeByteOperations.UnsafeWrap(message.Context),
            ReadToken = message.ReadToken,
            IsTransfer = message.IsTransfer,
            CommittedTerm = message.Committed.Term.Value,
            CommittedIndex = message.Committed.Index.Value,
        };
        for (var i = 0; i < message.Entries.Count; i++)
        {
            var entry = message.Entries[i];
            wire.Entries.Add(new PeerEntry
            {
                Term = entry.Term.Value,
                Index = entry.Index.Value,
                Type = (uint)entry.Type,
                // Safe, because an entry's data is never changed after the entry was made.
                Data = UnsafeByteOperations.UnsafeWrap(entry.Data),
            });
        }

        return wire;
    }

    /// <summary>Reads a message that arrived from an authenticated peer.</summary>
    /// <param name="wire">The parsed protobuf message.</param>
    /// <param name="from">The peer, as its certificate names it.</param>
    /// <param name="to">This node.</param>
    /// <param name="message">The message, if it is one that travels between nodes.</param>
    /// <param name="rejection">The reason, if it is not.</param>
    public static bool TryDecode(PeerMessage wire, NodeId from, NodeId to, out Message message, out MessageRejection rejection)
    {
        message = Empty;
        if (!Travels(wire.Type))
            return Reject(MessageRejection.Type, out rejection);
        var type = (MessageType)wire.Type;
        if (wire.Entries.Count > 0 && type is not (MessageType.App or MessageType.Prop))
            return Reject(MessageRejection.EntriesWithoutPlace, out rejection);
        // Term 0 marks messages that a node makes for itself; only what is forwarded to the leader may carry it.
        if (wire.Term == 0 && type is not (MessageType.Prop or MessageType.ReadIndex or MessageType.ReadIndexResp or MessageType.TransferLeader))
            return Reject(MessageRejection.NoTerm, out rejection);
        var entries = new Entry[wire.Entries.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = wire.Entries[i];
            if (entry.Type > (uint)EntryType.ConfChangeV2)
                return Reject(MessageRejection.EntryType, out rejection);
            if (type == MessageType.App && (entry.Index != unchecked(wire.Index + (ulong)i + 1) || entry.Term == 0 || entry.Term > wire.Term))
                return Reject(MessageRejection.EntryOrder, out rejection);
            entries[i] = new Entry(new Term(entry.Term), new LogIndex(entry.Index), (EntryType)entry.Type, entry.Data.Memory);
        }

        message = new Message
        {
            Type = type,
            From = from,
            To = to,
            Term = new Term(wire.Term),
            LogTerm = new Term(wire.LogTerm),
            Index = new LogIndex(wire.Index),
            Entries = entries,
            Commit = new LogIndex(wire.Commit),
            Reject = wire.Reject,
            RejectHint = new LogIndex(wire.RejectHint),
            Context = wire.Context.Memory,
            ReadToken = wire.ReadToken,
            IsTransfer = wire.IsTransfer,
            Committed = new EntryId(new Term(wire.CommittedTerm), new LogIndex(wire.CommittedIndex)),
        };
        rejection = default;
        return true;
    }

    private static Message Empty { get; } = new() { Type = MessageType.Hup };

    /// <summary>Kinds that come over the stream. A snapshot comes by its own call; the rest a node only makes for itself.</summary>
    private static bool Travels(uint type) => type <= (uint)MessageType.ForgetLeader && (MessageType)type is
        MessageType.Prop or MessageType.App or MessageType.AppResp or MessageType.Vote or MessageType.VoteResp
        or MessageType.Heartbeat or MessageType.HeartbeatResp or MessageType.TransferLeader or MessageType.TimeoutNow
        or MessageType.ReadIndex or MessageType.ReadIndexResp or MessageType.PreVote or MessageType.PreVoteResp;

    private static bool Reject(MessageRejection reason, out MessageRejection rejection)
    {
        rejection = reason;
        return false;
    }
}
