using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication;
using Amaters.Ledger.Replication.Snapshots;

namespace Amaters.Fuzz.Targets;

/// <summary>What announces a snapshot: length, digest, members and their addresses.</summary>
internal sealed class SnapshotTicketTarget : IFuzzTarget
{
    public string Name => "snapshot-ticket";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        new SnapshotTicket(1000, new byte[32], GroupConfiguration.Found(new Dictionary<ulong, Uri> { [1] = new("https://10.0.0.1:7401"), [2] = new("https://node-2:7401") })).Encode(),
        new SnapshotTicket(0, new byte[32], new GroupConfiguration(new LogIndex(9), new ConfState { Voters = [new NodeId(1)], Learners = [new NodeId(4)], AutoLeave = true }, GroupConfiguration.Empty.Addresses)).Encode(),
    ];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!SnapshotTicket.TryDecode(input, out var ticket))
            return false;
        FindingException.ThrowUnlessSame(input, ticket.Encode());
        return true;
    }
}
