using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Reading;
using Amaters.Ledger.StateMachine;
using Amaters.Ledger.Storage;
using Google.Protobuf;

namespace Amaters.Ledger.Tests.Placement;

/// <summary>Slices move between shards by a log entry: records, history and counters with them, reads and proofs as before.</summary>
public sealed class SliceMoveTests(SmallCircuit circuit) : IClassFixture<SmallCircuit>
{
    private static readonly SchnorrSecretKey Alice = SchnorrSecretKey.Generate();

    [Fact]
    public void Moved_records_are_read_scanned_and_traced_as_before()
    {
        using var ledger = Begin(recordCount: 8);
        var before = ReadAll(ledger);
        Assert.Equal(2ul, ledger.Place(2, 2, 1, 0, 2, 1, 0, 2, 1));
        Assert.Equal(before, ReadAll(ledger));
        ledger.Restart();
        Assert.Equal(2ul, ledger.Machine.Placement.Epoch);
        Assert.Equal(before, ReadAll(ledger));

        // And back: not a byte of the shards' rows tells that they were away.
        var shards = ShardRows(ledger);
        Assert.Equal(3ul, ledger.Place(3, 0, 0, 0, 1, 1, 1, 2, 2));
        Assert.NotEqual(shards, ShardRows(ledger));
        Assert.Equal(4ul, ledger.Place(4, 2, 1, 0, 2, 1, 0, 2, 1));
        Assert.Equal(shards, ShardRows(ledger));
    }

    [Fact]
    public void Sizes_and_watermarks_follow_the_slices()
    {
        using var ledger = Begin(recordCount: 8);
        var (records, bytes) = Totals(ledger);
        Assert.Equal((8ul, 16ul), (records, bytes));
        ledger.Place(2, 1, 1, 1, 1, 1, 1, 1, 1);
        var counters = Counters(ledger);
        Assert.Equal((0ul, 8ul, 0ul), (counters[0].Records, counters[1].Records, counters[2].Records));
        Assert.Equal((0ul, 16ul, 0ul), (counters[0].PayloadBytes, counters[1].PayloadBytes, counters[2].PayloadBytes));
        Assert.All(counters, row => Assert.Equal(ledger.Machine.Progress.AppliedBatch, row.AppliedBatch));
        for (var shard = 0; shard < 3; shard++)
        {
            Assert.Equal(counters[shard].Records, (ulong)ledger.Database.Newest.MembersFrom(shard, []).Count());
            Assert.Equal(counters[shard].PayloadBytes, (ulong)ledger.Database.Newest.HistoryFrom(shard, []).Sum(row => HistoryRow.Parser.ParseFrom(row.Value).Payload.Length));
        }
    }

    [Fact]
    public void A_stale_a_skipping_and_a_table_that_does_not_tile_change_nothing()
    {
        using var ledger = Begin(recordCount: 3);
        Assert.Equal(2ul, ledger.Place(2, 0, 1, 2, 0, 1, 2, 0, 1));
        var shards = ShardRows(ledger);
        Assert.Equal(2ul, ledger.Place(2, 1, 1, 1, 1, 1, 1, 1, 1));
        Assert.Equal(2ul, ledger.Place(1, 1, 1, 1, 1, 1, 1, 1, 1));
        Assert.Equal(2ul, ledger.Place(4, 1, 1, 1, 1, 1, 1, 1, 1));
        Assert.Equal(2ul, ledger.Place(3, 1, 1, 1, 1, 1, 1, 1));
        Assert.Equal(2ul, ledger.Place(3, 1, 1, 1, 1, 1, 1, 1, 1, 1));
        Assert.Equal(2ul, ledger.Place(3, 1, 1, 1, 1, 1, 1, 1, 3));
        Assert.Equal(2ul, ledger.Place(3));
        Assert.Equal(shards, ShardRows(ledger));
        Assert.Equal(3ul, ledger.Place(3, 1, 1, 1, 1, 1, 1, 1, 1));
    }

    [Fact]
    public void A_batch_sealed_before_a_move_is_applied_to_the_shards_after_it()
    {
        using var ledger = Begin(recordCount: 2);
        ledger.Submit(ledger.Put(Alice, 1, 2, [7]), [7]);
        ledger.Submit(ledger.Put(Alice, 9, 0, [8]), [8]);
        Assert.True(ledger.Seal(2).IsSealed);
        var proof = ledger.Prove(ledger.Machine.Progress.SealedBatch);
        ledger.Place(2, 2, 2, 2, 2, 2, 2, 2, 2);
        Assert.Equal(ProofOutcome.Accepted, ledger.SubmitProof(ledger.Machine.Progress.SealedBatch, proof));
        Assert.Equal([0ul, 0ul, 3ul], Counters(ledger).Select(row => row.Records));
        Assert.Equal(new byte[] { 7 }, Read(ledger, 1).Payload.ToByteArray());
    }

    [Fact]
    public void A_snapshot_taken_after_moves_makes_the_same_replica()
    {
        using var ledger = Begin(recordCount: 6);
        ledger.Place(2, 2, 1, 0, 2, 1, 0, 2, 1);
        ledger.Place(3, 1, 1, 2, 2, 0, 0, 1, 1);
        using var newcomer = new TestLedger(circuit, ledger.Genesis);
        newcomer.Restore(ledger.Snapshot(), ledger.SnapshotId);
        Assert.Equal(ledger.Fingerprint(), newcomer.Fingerprint());
    }

    private TestLedger Begin(int recordCount)
    {
        var ledger = new TestLedger(circuit);
        ledger.Register(Alice);
        var tag = 0ul;
        for (var made = 0; made < recordCount; tag++)
        {
            // On 512 positions tags may collide; take those that do not.
            if (Enumerable.Range(0, (int)tag).Any(other => PositionOf((ulong)other + 1) == PositionOf(tag + 1)))
                continue;
            made++;
            ledger.Submit(ledger.Put(Alice, tag + 1, 0, [1]), [1]);
            ledger.Submit(ledger.Put(Alice, tag + 1, 1, [2]), [2]);
        }

        ledger.ProveAll();
        return ledger;
    }

    private static ulong PositionOf(ulong tag) => TestLedger.KeyOf(tag).Position(SmallCircuit.Shape.TreeDepth);

    private static ReadResult Read(TestLedger ledger, ulong tag) =>
        new LedgerReader(ledger.Genesis, ledger.Database, ledger.Machine, new ShardReads(ledger.Genesis.Facts.ShardCount)).Read(new ReadRequest { Keys = { KeyMessage(tag) } }).Results[0];

    /// <summary>Reads, a scan and histories, as a client gets them: proofs and payloads included.</summary>
    private static List<string> ReadAll(TestLedger ledger)
    {
        var reader = new LedgerReader(ledger.Genesis, ledger.Database, ledger.Machine, new ShardReads(ledger.Genesis.Facts.ShardCount));
        List<IMessage> answers =
        [
            .. Enumerable.Range(1, 12).Select(tag => reader.Read(new ReadRequest { Keys = { KeyMessage((ulong)tag) } }).Results[0]),
            .. reader.Scan(new ScanRequest { Collection = Element(1) }).Results,
            .. Enumerable.Range(1, 12).SelectMany(tag => reader.History(new HistoryRequest { Key = KeyMessage((ulong)tag) }).Items),
        ];
        return [.. answers.Select(answer => answer.ToString()!)];
    }

    private static Protocol.RecordKey KeyMessage(ulong tag) => new() { Collection = Element(1), Tag = Element(tag) };

    private static ByteString Element(ulong value) => ByteString.CopyFrom(Fr.FromUInt64(value).ToBytes());

    private static List<ShardRow> Counters(TestLedger ledger) =>
        [.. Enumerable.Range(0, 3).Select(shard => ledger.Database.Newest.Get(Family.Shards, RowKey.Shard(shard), ShardRow.Parser)!)];

    private static (ulong Records, ulong Bytes) Totals(TestLedger ledger) =>
        Counters(ledger).Aggregate((Records: 0ul, Bytes: 0ul), (sum, row) => (sum.Records + row.Records, sum.Bytes + row.PayloadBytes));

    private static List<string> ShardRows(TestLedger ledger) =>
        [.. ledger.Database.AllFamilies().Where(family => family.Name.StartsWith("Shard", StringComparison.Ordinal))
            .SelectMany(family => ledger.Database.Newest.From(family.Handle, []).Select(row => $"{family.Name} {Convert.ToHexStringLower(row.Key)} {Convert.ToHexStringLower(row.Value)}"))];
}
