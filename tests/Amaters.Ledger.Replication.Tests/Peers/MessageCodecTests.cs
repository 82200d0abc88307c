using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication.Peers;
using Amaters.Ledger.Replication.Peers.Wire;
using Google.Protobuf;

namespace Amaters.Ledger.Replication.Tests.Peers;

public sealed class MessageCodecTests
{
    private static readonly MessageType[] Kinds =
        [MessageType.AppResp, MessageType.Vote, MessageType.VoteResp, MessageType.Heartbeat, MessageType.HeartbeatResp, MessageType.PreVote, MessageType.ReadIndexResp, MessageType.App];

    private static readonly NodeId Sender = new(2), Receiver = new(1);

    private static readonly Gen<Message> Messages =
        from type in Gen.Int[0, Kinds.Length - 1].Select(i => Kinds[i])
        from term in Gen.ULong[1, ulong.MaxValue]
        from index in Gen.ULong[0, ulong.MaxValue - 100]
        from commit in Gen.ULong
        from reject in Gen.Bool
        from context in Gen.Byte.Array[0, 20]
        from payloads in Gen.Byte.Array[0, 50].List[0, 5]
        select new Message
        {
            Type = type,
            From = Sender,
            To = Receiver,
            Term = new Term(term),
            LogTerm = new Term(term / 2),
            Index = new LogIndex(index),
            Commit = new LogIndex(commit),
            Reject = reject,
            RejectHint = new LogIndex(commit / 3),
            Context = context,
            ReadToken = commit / 5,
            IsTransfer = !reject,
            Committed = new EntryId(new Term(8), new LogIndex(9)),
            Entries = type != MessageType.App ? [] : [.. payloads.Select((data, i) => new Entry(new Term(term), new LogIndex(index + (ulong)i + 1), (EntryType)(i % 3), data))],
        };

    [Fact]
    public void A_message_arrives_as_it_was_sent() => Messages.Sample(message =>
    {
        var wire = PeerMessage.Parser.ParseFrom(MessageCodec.Encode(message).ToByteArray());
        Assert.True(MessageCodec.TryDecode(wire, Sender, Receiver, out var again, out _));
        Assert.Equal(Describe(message), Describe(again));
    }, iter: 500);

    [Fact]
    public void Payloads_are_shared_with_the_received_buffer_and_not_copied_again()
    {
        var data = ByteString.CopyFrom(1, 2, 3);
        var wire = App(new PeerEntry { Index = 6, Term = 1, Data = data });
        Assert.True(MessageCodec.TryDecode(wire, Sender, Receiver, out var message, out _));
        Assert.True(data.Memory.Equals(message.Entries[0].Data));
    }

    [Theory]
    [InlineData(MessageType.Hup)]
    [InlineData(MessageType.Beat)]
    [InlineData(MessageType.Snap)]
    [InlineData(MessageType.Unreachable)]
    [InlineData(MessageType.SnapStatus)]
    [InlineData(MessageType.CheckQuorum)]
    [InlineData(MessageType.StorageAppend)]
    [InlineData(MessageType.StorageAppendResp)]
    [InlineData(MessageType.StorageApply)]
    [InlineData(MessageType.StorageApplyResp)]
    [InlineData(MessageType.ForgetLeader)]
    [InlineData((MessageType)24)]
    [InlineData((MessageType)200)]
    public void A_kind_that_never_leaves_its_node_is_rejected(MessageType type) =>
        AssertRejected(MessageRejection.Type, new PeerMessage { Type = (uint)type, Term = 1 });

    [Fact]
    public void A_type_that_overflows_the_enumeration_is_rejected() =>
        AssertRejected(MessageRejection.Type, new PeerMessage { Type = 256 + (uint)MessageType.App, Term = 1 });

    [Fact]
    public void A_peers_message_without_a_term_is_rejected() => AssertRejected(MessageRejection.NoTerm, new PeerMessage { Type = (uint)MessageType.Vote });

    [Fact]
    public void Entries_in_a_message_that_has_no_place_for_them_are_rejected() =>
        AssertRejected(MessageRejection.EntriesWithoutPlace, new PeerMessage { Type = (uint)MessageType.Heartbeat, Term = 1, Entries = { new PeerEntry() } });

    [Fact]
    public void Entries_that_do_not_follow_the_index_before_them_are_rejected()
    {
        AssertRejected(MessageRejection.EntryOrder, App(new PeerEntry { Index = 7, Term = 1 }));
        AssertRejected(MessageRejection.EntryOrder, App(new PeerEntry { Index = 6, Term = 1 }, new PeerEntry { Index = 8, Term = 1 }));
    }

    [Fact]
    public void An_entry_of_a_later_term_than_its_message_or_of_none_is_rejected()
    {
        AssertRejected(MessageRejection.EntryOrder, App(new PeerEntry { Index = 6, Term = 2 }));
        AssertRejected(MessageRejection.EntryOrder, App(new PeerEntry { Index = 6 }));
    }

    [Fact]
    public void An_entry_of_unknown_type_is_rejected() => AssertRejected(MessageRejection.EntryType, App(new PeerEntry { Index = 6, Term = 1, Type = 3 }));

    [Fact]
    public void Any_bytes_are_a_message_or_a_rejection_and_never_an_exception() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        PeerMessage wire;
        try
        {
            wire = PeerMessage.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            // The gRPC library refuses such bytes before they come here.
            return;
        }

        if (MessageCodec.TryDecode(wire, Sender, Receiver, out var message, out _))
            Assert.NotEqual(MessageType.Hup, message.Type);
    }, iter: 20_000);

    [Fact]
    public void A_damaged_message_is_another_message_or_a_rejection() =>
        Gen.Select(Messages, Gen.Int[0, int.MaxValue], Gen.Int[0, 7]).Sample((message, position, bit) =>
        {
            var bytes = MessageCodec.Encode(message).ToByteArray();
            bytes[position % bytes.Length] ^= (byte)(1 << bit);
            try
            {
                MessageCodec.TryDecode(PeerMessage.Parser.ParseFrom(bytes), Sender, Receiver, out _, out _);
            }
            catch (InvalidProtocolBufferException)
            {
                // Refused by the gRPC library.
            }
        }, iter: 5_000);

    private static PeerMessage App(params PeerEntry[] entries) => new() { Type = (uint)MessageType.App, Term = 1, Index = 5, Entries = { entries } };

    private static void AssertRejected(MessageRejection expected, PeerMessage wire)
    {
        Assert.False(MessageCodec.TryDecode(wire, Sender, Receiver, out _, out var rejection));
        Assert.Equal(expected, rejection);
    }

    private static string Describe(Message message) =>
        $"{message} {message.Reject} {message.RejectHint} {message.ReadToken} {message.IsTransfer} {message.Committed} {Convert.ToHexString(message.Context.Span)} "
        + string.Join(' ', message.Entries.Select(entry => $"{entry.Id} {entry.Type} {Convert.ToHexString(entry.Data.Span)}"));
}
