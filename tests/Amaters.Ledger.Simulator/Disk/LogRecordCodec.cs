using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Simulator.Disk;

/// <summary>Records as bytes. Only intact bytes are ever decoded: the frame's checksum was compared first.</summary>
/// <remarks>
/// One flags byte (bit 0 hard state, 1 base, 2 received snapshot, 3 own snapshot), then those parts in that order, the compaction index, and
/// the entries as count and (term, index, type, data). Numbers are little endian, lists and bytes carry their count before them.
/// </remarks>
internal static class LogRecordCodec
{
    /// <summary>The record as bytes.</summary>
    public static byte[] Encode(LogRecord record)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write((byte)((record.HardState is null ? 0 : 1) | (record.Base is null ? 0 : 2) | (record.Received is null ? 0 : 4) | (record.Own is null ? 0 : 8)));
        if (record.HardState is { } state)
        {
            writer.Write(state.Term.Value);
            writer.Write(state.Vote.Value);
            writer.Write(state.Commit.Value);
        }

        if (record.Base is { } id)
        {
            writer.Write(id.Term.Value);
            writer.Write(id.Index.Value);
        }

        if (record.Received is { } received)
            Write(writer, received);
        if (record.Own is { } own)
            Write(writer, own);
        writer.Write(record.CompactTo.Value);
        writer.Write(record.Entries.Count);
        foreach (var entry in record.Entries)
        {
            writer.Write(entry.Term.Value);
            writer.Write(entry.Index.Value);
            writer.Write((byte)entry.Type);
            writer.Write(entry.Data.Length);
            writer.Write(entry.Data.Span);
        }

        return stream.ToArray();
    }

    /// <summary>The record that <see cref="Encode"/> made these bytes of.</summary>
    public static LogRecord Decode(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var flags = reader.ReadByte();
        HardState? state = (flags & 1) == 0 ? null : new(new(reader.ReadUInt64()), new(reader.ReadUInt64()), new(reader.ReadUInt64()));
        EntryId? id = (flags & 2) == 0 ? null : new(new(reader.ReadUInt64()), new(reader.ReadUInt64()));
        var received = (flags & 4) == 0 ? null : ReadSnapshot(reader);
        var own = (flags & 8) == 0 ? null : ReadSnapshot(reader);
        var compactTo = new LogIndex(reader.ReadUInt64());
        var entries = new Entry[reader.ReadInt32()];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new(new(reader.ReadUInt64()), new(reader.ReadUInt64()), (EntryType)reader.ReadByte(), reader.ReadBytes(reader.ReadInt32()));
        return new() { HardState = state, Base = id, Received = received, Own = own, CompactTo = compactTo, Entries = entries };
    }

    private static void Write(BinaryWriter writer, Snapshot snapshot)
    {
        var (confState, index, term) = snapshot.Metadata;
        writer.Write(term.Value);
        writer.Write(index.Value);
        foreach (var nodes in new[] { confState.Voters, confState.VotersOutgoing, confState.Learners, confState.LearnersNext })
        {
            writer.Write(nodes.Count);
            foreach (var node in nodes)
                writer.Write(node.Value);
        }

        writer.Write(confState.AutoLeave);
        writer.Write(snapshot.Data.Length);
        writer.Write(snapshot.Data.Span);
    }

    private static Snapshot ReadSnapshot(BinaryReader reader)
    {
        var term = new Term(reader.ReadUInt64());
        var index = new LogIndex(reader.ReadUInt64());
        var confState = new ConfState
        {
            Voters = ReadNodes(reader),
            VotersOutgoing = ReadNodes(reader),
            Learners = ReadNodes(reader),
            LearnersNext = ReadNodes(reader),
            AutoLeave = reader.ReadBoolean(),
        };
        return new(reader.ReadBytes(reader.ReadInt32()), new(confState, index, term));
    }

    private static NodeId[] ReadNodes(BinaryReader reader)
    {
        var nodes = new NodeId[reader.ReadInt32()];
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = new(reader.ReadUInt64());
        return nodes;
    }
}
