using Amaters.Ledger.Protocol;
using Amaters.Ledger.Snapshots;
using Amaters.Ledger.Storage;
using Amaters.Testing;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Amaters.Ledger.Tests.Snapshots;

/// <summary>Every field of every kind of row, changed alone: refused, or on the list of what is the sender's word.</summary>
public sealed class SnapshotFieldTests(SnapshotHistory history) : IClassFixture<SnapshotHistory>
{
    /// <summary>What nothing in a snapshot vouches for (SECURITY.md): times, places in the log within their order, names, and how far the last seal attested.</summary>
    private static readonly string[] SendersWord =
    [
        "Commands.log_index", "Commands.leader_time_ms", "Batches.sealed_time_ms", "Batches.worker", "Batches.proven_time_ms",
        "Meta.leader_time_ms", "Meta.sealed_audit_event_count",
    ];

    private static readonly Dictionary<string, MessageParser> Parsers = new()
    {
        [nameof(Family.Index)] = IndexRow.Parser,
        [nameof(Family.Commands)] = CommandRow.Parser,
        [nameof(Family.Batches)] = BatchRow.Parser,
        [nameof(Family.Keys)] = KeyRow.Parser,
        [nameof(Family.Audit)] = AuditEvent.Parser,
        [nameof(Family.Shards)] = ShardRow.Parser,
    };

    [Fact]
    [Trait(Tier.Name, Tier.Full)]
    public void Every_field_of_every_kind_of_row_is_bound_or_listed()
    {
        var accepted = new HashSet<string>();
        var tried = 0;
        foreach (var (index, field) in Fields())
        {
            var rows = SnapshotRowList.Read(history.Snapshot);
            var row = rows.Rows[index];
            var message = ParserOf(row).ParseFrom(row.Value);
            Change(message, field);
            rows.Rows[index] = row with { Value = message.ToByteArray() };
            tried++;
            if (IsAccepted(rows.Write()))
                accepted.Add($"{row.Family}.{field.Name}");
        }

        Assert.True(tried > 80, $"Only {tried} fields were changed.");
        Assert.Subset(SendersWord.ToHashSet(), accepted);
    }

    [Fact]
    [Trait(Tier.Name, Tier.Full)]
    public void No_row_can_be_left_out()
    {
        var count = SnapshotRowList.Read(history.Snapshot).Rows.Count;
        for (var index = 0; index < count; index++)
        {
            var rows = SnapshotRowList.Read(history.Snapshot);
            var row = rows.Rows[index];
            rows.Rows.RemoveAt(index);
            Assert.False(IsAccepted(rows.Write()), $"row {Convert.ToHexStringLower(row.Key)} of {row.Family}");
        }
    }

    /// <summary>The fields of the first and the last row of each family, as far as they are set.</summary>
    private IEnumerable<(int Row, FieldDescriptor Field)> Fields()
    {
        var all = SnapshotRowList.Read(history.Snapshot).Rows;
        foreach (var family in all.Select((row, index) => (Row: row, Index: index)).GroupBy(entry => entry.Row.Family))
        {
            if (family.Key.EndsWith("Members", StringComparison.Ordinal) || family.Key == nameof(Family.Digests))
                continue;
            foreach (var (row, index) in new[] { family.First(), family.Last() }.Distinct())
            {
                var message = ParserOf(row).ParseFrom(row.Value);
                foreach (var field in message.Descriptor.Fields.InFieldNumberOrder().Where(field => field.ContainingOneof is null || field.Accessor.HasValue(message)))
                    yield return (index, field);
            }
        }
    }

    private static MessageParser ParserOf(SnapshotRowList.Row row) =>
        row.Family.EndsWith("History", StringComparison.Ordinal) ? HistoryRow.Parser
        : row.Family != nameof(Family.Meta) ? Parsers[row.Family]
        : row.Key.AsSpan().SequenceEqual(RowKey.Progress) ? ProgressRow.Parser : PlacementRow.Parser;

    private static void Change(IMessage message, FieldDescriptor field)
    {
        if (field.IsRepeated)
        {
            ((System.Collections.IList)field.Accessor.GetValue(message))[0] = 0u == (uint)((System.Collections.IList)field.Accessor.GetValue(message))[0]! ? 1u : 0u;
            return;
        }

        object? changed = field.Accessor.GetValue(message) switch
        {
            ulong number => number + 1,
            uint number => number + 1,
            long number => number + 1,
            int number => number + 1,
            string text => text + "x",
            ByteString { Length: > 0 } bytes => ByteString.CopyFrom([.. bytes.Span[..^1], (byte)(bytes[^1] ^ 1)]),
            ByteString => ByteString.CopyFrom(1),
            Enum value => Enum.ToObject(value.GetType(), Convert.ToInt32(value, null) == 1 ? 2 : 1),
            _ => null,
        };
        if (changed is null)
            field.Accessor.Clear(message);
        else
            field.Accessor.SetValue(message, changed);
    }

    private bool IsAccepted(byte[] snapshot)
    {
        using var newcomer = history.Newcomer();
        try
        {
            newcomer.Restore(snapshot, history.Ledger.SnapshotId);
            return true;
        }
        catch (SnapshotRefusedException)
        {
            return false;
        }
    }
}
