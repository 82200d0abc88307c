using Amaters.Circuits.Statements;
using Amaters.Ledger.Placement;
using Google.Protobuf;

namespace Amaters.Ledger.Storage;

/// <summary>Stages what applied commands change in the index and in the shards. Used for one <see cref="LedgerWrite"/>.</summary>
internal sealed class RecordRows(LedgerDatabase database, PlacementTable placement, LedgerWrite write)
{
    private readonly Dictionary<ulong, ulong> _payloadVersions = [];
    private readonly SortedDictionary<int, ShardRow> _counters = [];

    /// <summary>Stages one applied command.</summary>
    /// <param name="step">Its execution.</param>
    /// <param name="sequence">Its sequence number.</param>
    /// <param name="payload">The ciphertext of a PUT.</param>
    public void Write(CommandTrace step, ulong sequence, ByteString payload)
    {
        var record = step.NewRecord!;
        var shard = placement.ShardOf(step.Position);
        var payloadVersion = step.Signed.Command.Operation switch
        {
            Operation.Put => record.Version,
            Operation.Transfer => PayloadVersionAt(step.Position),
            _ => 0UL,
        };
        _payloadVersions[step.Position] = payloadVersion;

        var recordBytes = new byte[Record.EncodedByteCount];
        record.Encode(recordBytes);
        write.Put(Family.Index, RowKey.Number(step.Position), new IndexRow { Record = ByteString.CopyFrom(recordBytes), PayloadVersion = payloadVersion });
        write.PutMember(shard, RowKey.Record(record.Key.Collection, record.Key.Tag), RowKey.Number(step.Position));
        write.PutHistory(shard, RowKey.Version(record.Key.Collection, record.Key.Tag, record.Version), new HistoryRow { Sequence = sequence, Payload = payload });

        var counters = CountersOf(shard);
        counters.Writes++;
        counters.PayloadBytes += (ulong)payload.Length;
        if (step.OldRecord is null)
            counters.Records++;
    }

    /// <summary>Stages every shard's counters and watermark, those of untouched shards included: they have seen the batch too.</summary>
    public void WriteCounters(ulong appliedBatch)
    {
        for (var shard = 0; shard < database.ShardCount; shard++)
        {
            var counters = CountersOf(shard);
            counters.AppliedBatch = appliedBatch;
            write.Put(Family.Shards, RowKey.Shard(shard), counters);
        }
    }

    /// <summary>Stages the move of one slice's records and their history from shard to shard.</summary>
    public void Move(int slice, PlacementTable newPlacement)
    {
        var (first, end) = placement.PositionsOf(slice);
        var (source, target) = (placement.ShardOf(first), newPlacement.ShardOf(first));
        foreach (var (key, _) in database.Newest.From(Family.Index, RowKey.Number(first)))
        {
            var position = RowKey.ReadNumber(key);
            if (position >= end)
                break;
            MoveRecord(IndexRecords.Find(database.Newest, position)!.Value.Record, key, source, target);
        }
    }

    private void MoveRecord(Record record, byte[] position, int source, int target)
    {
        var memberKey = RowKey.Record(record.Key.Collection, record.Key.Tag);
        write.Delete(memberKey, database.MembersOf(source));
        write.PutMember(target, memberKey, position);
        var (from, to) = (CountersOf(source), CountersOf(target));
        from.Records--;
        to.Records++;
        for (ulong version = 1; version <= record.Version; version++)
        {
            var versionKey = RowKey.Version(record.Key.Collection, record.Key.Tag, version);
            if (database.Newest.GetHistory(source, versionKey) is not { } row)
                continue;
            write.Delete(versionKey, database.HistoryOf(source));
            write.PutHistory(target, versionKey, row);
            from.PayloadBytes -= (ulong)row.Payload.Length;
            to.PayloadBytes += (ulong)row.Payload.Length;
        }
    }

    private ShardRow CountersOf(int shard)
    {
        if (!_counters.TryGetValue(shard, out var counters))
            _counters[shard] = counters = database.Newest.Get(Family.Shards, RowKey.Shard(shard), ShardRow.Parser) ?? new ShardRow();
        return counters;
    }

    private ulong PayloadVersionAt(ulong position) =>
        _payloadVersions.TryGetValue(position, out var version) ? version : IndexRecords.Find(database.Newest, position)?.PayloadVersion ?? 0;
}
