using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Circuits.Trees;
using Amaters.Ledger.Placement;
using Amaters.Ledger.Storage;

namespace Amaters.Ledger.Snapshots;

/// <summary>Hashes a snapshot's records into the state tree and checks that the shards hold them, and nothing else.</summary>
internal sealed class RecordCheck(LedgerDatabase database, SnapshotRows rows, PlacementTable placement, ShardTotals totals, int treeDepth)
{
    /// <summary>Records that are hashed together.</summary>
    private const int RecordsPerGroup = 1024;

    /// <summary>Checks index, collections and counters.</summary>
    /// <param name="stateRoot">The root that the last proven batch ends in.</param>
    /// <param name="appliedBatch">That batch.</param>
    /// <returns>The tree's nodes.</returns>
    public MemoryStateStore<NodeAddress, Fr> Run(Fr stateRoot, ulong appliedBatch)
    {
        var leaves = new List<KeyValuePair<ulong, Fr>>();
        foreach (var group in rows.View.From(Family.Index, []).Chunk(RecordsPerGroup))
        {
            var found = Array.ConvertAll(group, row => Decode(row.Key, row.Value));
            Record[] records = [.. found.Select(entry => entry.Record)];
            var (positions, hashes) = (Circuits.Statements.RecordKey.Positions([.. records.Select(record => record.Key)], treeDepth), Record.Leaves(records));
            for (var i = 0; i < group.Length; i++)
            {
                CheckRecord(group[i].Key, found[i].Row, records[i], positions[i]);
                leaves.Add(new(positions[i], hashes[i]));
            }
        }

        var nodes = new MemoryStateStore<NodeAddress, Fr>();
        var tree = new StateTree(treeDepth, nodes);
        tree.Update(leaves);
        if (tree.Root != stateRoot)
            throw new SnapshotRefusedException($"Its records hash to root {tree.Root}, and the last proven batch ends in {stateRoot}.");
        CheckShards(appliedBatch);
        return nodes;
    }

    private static (IndexRow Row, Record Record) Decode(byte[] key, byte[] value)
    {
        var row = SnapshotRows.Parse(value, IndexRow.Parser, $"record at {Convert.ToHexStringLower(key)}");
        return key.Length == 8 && Record.TryDecode(row.Record.Span, out var record, out _) ? (row, record) : throw Misplaced(key);
    }

    private static SnapshotRefusedException Misplaced(byte[] key) => new($"The record at {Convert.ToHexStringLower(key)} is damaged or belongs elsewhere.");

    private void CheckRecord(byte[] key, IndexRow row, Record record, ulong position)
    {
        if (position != RowKey.ReadNumber(key))
            throw Misplaced(key);
        var shard = placement.ShardOf(position);
        if (row.PayloadVersion != PayloadVersionOf(record, shard))
            throw new SnapshotRefusedException($"The record at position {position} has payload version {row.PayloadVersion}, which its history contradicts.");
        if (rows.View.GetMember(shard, RowKey.Record(record.Key.Collection, record.Key.Tag)) is not { } member || !member.AsSpan().SequenceEqual(key))
            throw new SnapshotRefusedException($"Shard {shard} does not list the record at position {position}.");
        totals.Records[shard]++;
    }

    /// <summary>The version whose payload a record holds: the newest PUT; those above it are transfers. 0 for a tombstone.</summary>
    private ulong PayloadVersionOf(Record record, int shard)
    {
        if (!record.IsLive)
            return 0;
        for (var version = record.Version; version > 0; version--)
        {
            var change = rows.View.GetHistory(shard, RowKey.Version(record.Key.Collection, record.Key.Tag, version))
                ?? throw new SnapshotRefusedException($"Version {version} of record {record.Key.Tag} is missing.");
            var command = rows.Require(Family.Commands, RowKey.Number(change.Sequence), CommandRow.Parser, $"command {change.Sequence}");
            if (SignedCommand.TryDecode(command.SignedCommand.Span, out var signed, out _) && signed.Command.Operation == Operation.Put)
                return version;
        }

        throw new SnapshotRefusedException($"Record {record.Key.Tag} is live and was never written.");
    }

    private void CheckShards(ulong appliedBatch)
    {
        // Counters are first written with the first batch or move.
        var isTouched = appliedBatch > 0 || placement.Epoch > 1;
        ulong writes = 0, versions = 0;
        for (var shard = 0; shard < database.ShardCount; shard++)
        {
            rows.RequireCount(database.MembersOf(shard), totals.Records[shard], $"collection members in shard {shard}");
            rows.RequireCount(database.HistoryOf(shard), totals.Versions[shard], $"versions in shard {shard}");
            versions += totals.Versions[shard];
            if (!isTouched)
                continue;
            var counters = rows.Require(Family.Shards, RowKey.Shard(shard), ShardRow.Parser, $"counters of shard {shard}");
            var expected = new ShardRow { AppliedBatch = appliedBatch, Records = totals.Records[shard], PayloadBytes = totals.PayloadBytes[shard], Writes = counters.Writes };
            if (!counters.Equals(expected))
                throw new SnapshotRefusedException($"The counters of shard {shard} are not what it holds.");
            writes += counters.Writes;
        }

        if (writes != versions && isTouched)
            throw new SnapshotRefusedException($"Its shards count {writes} writes, and {versions} commands took effect.");
        rows.RequireCount(Family.Shards, isTouched ? (ulong)database.ShardCount : 0, "shard counters");
    }
}
