using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication;

/// <summary>The members of a group as of one log index, and where each of them listens.</summary>
/// <remarks>
/// <code>
/// u64 index | u8 auto-leave | 4 × (u32 n, n × u64 node id): voters, learners, outgoing voters, next learners
/// | AddressBook                                                  all little endian
/// </code>
/// </remarks>
/// <param name="Index">The entry that made it so; 1 for the configuration that founded the group.</param>
/// <param name="Members">Voters and learners.</param>
/// <param name="Addresses">Base address of each member's peer listener, for example <c>https://10.0.0.3:7401</c>.</param>
public sealed record GroupConfiguration(LogIndex Index, ConfState Members, ImmutableSortedDictionary<ulong, Uri> Addresses)
{
    /// <summary>No members: a node that waits to be added to a group.</summary>
    public static GroupConfiguration Empty { get; } = new(default, ConfState.Empty, ImmutableSortedDictionary<ulong, Uri>.Empty);

    /// <summary>The configuration that founds a group, as of its first index: every node a voter.</summary>
    public static GroupConfiguration Found(IReadOnlyDictionary<ulong, Uri> voters) =>
        new(new LogIndex(1), new ConfState { Voters = [.. voters.Keys.Order().Select(id => new NodeId(id))] }, voters.ToImmutableSortedDictionary());

    /// <summary>True if every member is known to <paramref name="other"/>: a snapshot of that configuration can start each of them.</summary>
    public bool IsKnownTo(ConfState other) => All(Members).All(All(other).Contains);

    /// <summary>The configuration that a configuration entry leads to; addresses of nodes that are no members any more are forgotten.</summary>
    public GroupConfiguration Next(LogIndex index, ConfState members, IReadOnlyDictionary<ulong, Uri> newAddresses)
    {
        var known = All(members).Select(node => node.Value).ToHashSet();
        var addresses = Addresses.SetItems(newAddresses);
        return new GroupConfiguration(index, members, addresses.RemoveRange(addresses.Keys.Where(node => !known.Contains(node))));
    }

    /// <summary>The bytes of the table above; ids must ascend from 1, for nothing else is read back.</summary>
    public byte[] Encode()
    {
        var writer = new ArrayBufferWriter<byte>();
        WriteUInt64(writer, Index.Value);
        writer.Write([Members.AutoLeave ? (byte)1 : (byte)0]);
        foreach (var list in (ReadOnlySpan<IReadOnlyList<NodeId>>)[Members.Voters, Members.Learners, Members.VotersOutgoing, Members.LearnersNext])
        {
            WriteUInt32(writer, (uint)list.Count);
            var previous = NodeId.None;
            foreach (var node in list)
            {
                Invariant.Holds(node > previous, $"member {node.Value} of a configuration follows member {previous.Value}");
                WriteUInt64(writer, node.Value);
                previous = node;
            }
        }

        writer.Write(AddressBook.Encode(Addresses));
        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Encode"/> wrote; false if bytes are missing or left over, ids out of order, or an address no absolute URI.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out GroupConfiguration configuration)
    {
        configuration = Empty;
        var reader = new SpanReader(bytes);
        var index = new LogIndex(reader.UInt64());
        var autoLeave = reader.Byte();
        var lists = new NodeId[4][];
        for (var list = 0; list < lists.Length; list++)
        {
            lists[list] = new NodeId[reader.Count(sizeof(ulong))];
            for (var i = 0; i < lists[list].Length; i++)
            {
                lists[list][i] = new NodeId(reader.UInt64());
                if (lists[list][i] <= (i == 0 ? NodeId.None : lists[list][i - 1]))
                    return false;
            }
        }

        if (!AddressBook.TryRead(ref reader, out var addresses) || !reader.IsComplete || autoLeave > 1)
            return false;
        var members = new ConfState { Voters = lists[0], Learners = lists[1], VotersOutgoing = lists[2], LearnersNext = lists[3], AutoLeave = autoLeave == 1 };
        configuration = new GroupConfiguration(index, members, addresses);
        return true;
    }

    private static IEnumerable<NodeId> All(ConfState members) => members.Voters.Concat(members.Learners).Concat(members.VotersOutgoing).Concat(members.LearnersNext);

    private static void WriteUInt32(ArrayBufferWriter<byte> writer, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(writer.GetSpan(sizeof(uint)), value);
        writer.Advance(sizeof(uint));
    }

    private static void WriteUInt64(ArrayBufferWriter<byte> writer, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(writer.GetSpan(sizeof(ulong)), value);
        writer.Advance(sizeof(ulong));
    }
}
