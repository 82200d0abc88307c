using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication.Peers;
using Amaters.Ledger.Replication.Peers.Wire;
using Google.Protobuf;

namespace Amaters.Fuzz.Targets;

/// <summary>A message between members of the Raft group. Protobuf has many spellings, so what is written must only read back equal.</summary>
internal sealed class PeerMessageTarget : IFuzzTarget
{
    public string Name => "peer-message";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Encode(new Message
        {
            Type = MessageType.App,
            Term = new Term(3),
            LogTerm = new Term(2),
            Index = new LogIndex(6),
            Commit = new LogIndex(5),
            Entries = [new Entry(new Term(3), new LogIndex(7), EntryType.Normal, new byte[] { 1, 2, 3 }), new Entry(new Term(3), new LogIndex(8), EntryType.ConfChangeV2, new byte[] { 4 })],
        }),
        Encode(new Message { Type = MessageType.AppResp, Term = new Term(3), Reject = true, RejectHint = new LogIndex(4), LogTerm = new Term(1) }),
        Encode(new Message { Type = MessageType.PreVote, Term = new Term(4), LogTerm = new Term(3), Index = new LogIndex(8), Context = new byte[] { 9 } }),
    ];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        PeerMessage wire;
        try
        {
            wire = PeerMessage.Parser.ParseFrom(input);
        }
        // gRPC's own parser throws it before any handler runs.
        catch (InvalidProtocolBufferException)
        {
            return false;
        }

        if (!MessageCodec.TryDecode(wire, new NodeId(1), new NodeId(2), out var message, out _))
            return false;
        var written = MessageCodec.Encode(message);
        if (!MessageCodec.TryDecode(written, new NodeId(1), new NodeId(2), out var again, out _) || !MessageCodec.Encode(again).Equals(written))
            throw new FindingException("What was written reads back as another message.");
        return true;
    }

    private static byte[] Encode(Message message) => MessageCodec.Encode(message).ToByteArray();
}
