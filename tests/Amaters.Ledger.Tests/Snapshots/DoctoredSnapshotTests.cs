using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.KeyRegistry;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Snapshots;
using Amaters.Ledger.StateMachine;
using Amaters.Ledger.Storage;
using Amaters.Testing;
using Google.Protobuf;
using Record = Amaters.Circuits.Statements.Record;

namespace Amaters.Ledger.Tests.Snapshots;

/// <summary>A member sends a snapshot with one lie in it. The receiver refuses it, says which, and keeps what it had.</summary>
public sealed class DoctoredSnapshotTests(SnapshotHistory history) : IClassFixture<SnapshotHistory>
{
    private static readonly SchnorrSecretKey Mallory = SchnorrSecretKey.Generate();

    private static readonly Dictionary<string, (Action<SnapshotRowList, TestLedger> Doctor, string Reason)> Lies = new()
    {
        ["a record's field is changed"] = ((rows, _) => ChangeRecord(rows, record => record with { EncryptionKeyId = Fr.FromUInt64(7) }), "records hash to root"),
        ["a record is given to another owner"] = ((rows, _) => ChangeRecord(rows, record => record with { Owner = SnapshotHistory.Erin.PublicKey.ClientId }), "records hash to root"),
        ["a record is missing"] = ((rows, _) => rows.Rows.Remove(rows.Of(Family.Index).First()), "records hash to root"),
        ["a record is added"] = ((rows, _) => AddRecord(rows), "Version 1 of record"),
        ["a record stands at another position"] = ((rows, _) => MoveRecord(rows), "belongs elsewhere"),
        ["a record shows an older payload"] = ((rows, _) => rows.Change(rows.Of(Family.Index).First(row => IndexRow.Parser.ParseFrom(row.Value).PayloadVersion > 0), IndexRow.Parser, row => row.PayloadVersion++), "history contradicts"),
        ["a header is changed"] = ((rows, _) => ChangeHeader(rows, 3, header => header with { NewRoot = Fr.One }), "The proof of batch 3"),
        ["an outcome is changed"] = ((rows, _) => ChangeHeader(rows, 1, header => header with { Outcomes = new BatchOutcomes(1) }), "contradicts"),
        ["a header is missing"] = ((rows, _) => rows.Rows.Remove(rows.Numbered(Family.Batches, 2)), "has no batch 2"),
        ["a batch is added"] = ((rows, _) => rows.Insert(Family.Batches, RowKey.Number(6), rows.Numbered(Family.Batches, 5).Value), "6 batches; 5 belong"),
        ["a proof is another batch's"] = ((rows, _) => ChangeProof(rows, 2, ProofOf(rows, 1)), "The proof of batch 2"),
        ["a proof is garbage"] = ((rows, _) => ChangeProof(rows, 2, ByteString.CopyFrom(new byte[192])), "The proof of batch 2 is rejected: PointWrongForm"),
        ["a proof is missing"] = ((rows, _) => ChangeProof(rows, 2, ByteString.Empty), "applied and not proven"),
        ["a proof that waits for its turn is another batch's"] = ((rows, _) => ChangeProof(rows, 5, ProofOf(rows, 1)), "The proof of batch 5"),
        ["a sealed header is changed"] = ((rows, _) => ChangeHeader(rows, 4, header => header with { NewRoot = Fr.One }), "Header 5 does not continue"),
        ["a payload is swapped"] = ((rows, _) => ChangeVersion(rows, row => row.Payload = ByteString.CopyFromUtf8("other")), "not the one that was signed"),
        ["a payload is missing"] = ((rows, _) => rows.Rows.Remove(Versions(rows).First()), "is missing in shard"),
        ["a version is added"] = ((rows, _) => AddVersion(rows), "versions in shard"),
        ["a version names another command"] = ((rows, _) => ChangeVersion(rows, row => row.Sequence++), "is listed as command"),
        ["a waiting payload is swapped"] = ((rows, _) => ChangeCommand(rows, 11, row => row.Payload = ByteString.CopyFromUtf8("other")), "not the one that was signed"),
        ["a collection hides a record"] = ((rows, _) => rows.Rows.Remove(rows.Rows.First(row => row.Family.EndsWith("Members", StringComparison.Ordinal))), "does not list the record"),
        ["a command is another"] = ((rows, ledger) => ChangeCommand(rows, 1, row => row.SignedCommand = ByteString.CopyFrom(ledger.Put(SnapshotHistory.Alice, 77, 0, [1]).ToBytes())), "digest of command 1"),
        ["a command's signature is another's"] = ((rows, _) => SwapSignature(rows), "Command 1 is not validly signed"),
        ["a command's result is changed"] = ((rows, _) => ChangeCommand(rows, 1, row => row.Result = (int)ResultCode.NotOwner), "contradicts"),
        ["a sealed command's result is changed"] = ((rows, _) => ChangeCommand(rows, 8, row => row.Result = (int)ResultCode.NotOwner), "executing it does not give"),
        ["a command stands in another batch"] = ((rows, _) => ChangeCommand(rows, 1, row => row.BatchNumber = 2), "names batch 2"),
        ["a waiting command is missing"] = ((rows, _) => rows.Rows.Remove(rows.Numbered(Family.Commands, 11)), "has no command 11"),
        ["a command's digest is free again"] = ((rows, _) => rows.Rows.Remove(rows.Of(Family.Digests).First()), "is not listed under its number"),
        ["a digest is blocked that no command has"] = ((rows, _) => rows.Insert(Family.Digests, RowKey.Element(Fr.One), RowKey.Number(1)), "command digests"),
        ["the placement table is changed"] = ((rows, _) => rows.Change(PlacementOf(rows), PlacementRow.Parser, row => row.ShardOfSlice[0] = 1), "placement table"),
        ["the placement table does not tile"] = ((rows, _) => rows.Change(PlacementOf(rows), PlacementRow.Parser, row => row.ShardOfSlice.RemoveAt(0)), "placement table"),
        ["the placement table is missing"] = ((rows, _) => rows.Rows.Remove(PlacementOf(rows)), "placement table"),
        ["a placement that never tiled is in the trail"] = ((rows, _) => ChangeTrail(rows, recorded => recorded.Placement?.ShardOfSlice.Add(0)), "does not tile"),
        ["a key is added"] = ((rows, _) => rows.Insert(Family.Keys, RowKey.Element(Mallory.PublicKey.ClientId), KeyRegistryState.ToRow(new ClientKey(Mallory.PublicKey, "m", KeyStanding.Active, 0, 0, Fr.Zero)).ToByteArray()), "key of client"),
        ["a key is missing"] = ((rows, _) => rows.Rows.Remove(rows.Of(Family.Keys).First()), "registered keys"),
        ["a revoked key is active again"] = ((rows, _) => rows.Change(KeyOf(rows, SnapshotHistory.Bob), KeyRow.Parser, row => row.State = (int)KeyStanding.Active), "key of client"),
        ["an expiry is lifted"] = ((rows, _) => rows.Change(KeyOf(rows, SnapshotHistory.Dave), KeyRow.Parser, row => row.ExpiresAtSequence = 0), "key of client"),
        ["a successor is another"] = ((rows, _) => rows.Change(KeyOf(rows, SnapshotHistory.Carol), KeyRow.Parser, row => row.SuccessorClientId = ByteString.CopyFrom(Mallory.PublicKey.ClientId.ToBytes())), "key of client"),
        ["a registration is forged and the trail chained anew"] = ((rows, ledger) => ForgeRegistration(rows, ledger), "cannot have been made"),
        ["a revocation is forged and the trail chained anew"] = ((rows, ledger) => ForgeRevocation(rows, ledger), "cannot have been made"),
        ["an event is cut out of the trail"] = ((rows, _) => rows.Rows.Remove(rows.Numbered(Family.Audit, 3)), "has no audit event 3"),
        ["an event is changed"] = ((rows, _) => rows.Change(Family.Audit, 5, AuditEvent.Parser, recorded => recorded.Detail += "!"), "Audit event 6 does not continue"),
        ["the newest event is changed"] = ((rows, _) => rows.Change(rows.Of(Family.Audit).Last(), AuditEvent.Parser, recorded => recorded.Detail += "!"), "another audit trail"),
        ["a key change is hidden in a refused proof"] = ((rows, _) => ChangeTrail(rows, recorded => recorded.Kind = AuditEvent.Types.Kind.ProofRefused), "carries the change"),
        ["a shard's counters are changed"] = ((rows, _) => rows.Change(rows.Of(Family.Shards).First(), ShardRow.Parser, row => row.PayloadBytes++), "counters of shard 0"),
        ["a shard's watermark is changed"] = ((rows, _) => rows.Change(rows.Of(Family.Shards).First(), ShardRow.Parser, row => row.AppliedBatch++), "counters of shard 0"),
        ["fewer batches are applied than shown"] = ((rows, _) => rows.ChangeProgress(row => row.AppliedBatch--), "counts applied commands otherwise"),
        ["more batches are applied than proven"] = ((rows, _) => rows.ChangeProgress(row => row.AppliedBatch++), "applied and not proven"),
        ["the applied watermark is changed"] = ((rows, _) => rows.ChangeProgress(row => row.AppliedSequence++), "counts applied commands otherwise"),
        ["the sealed watermark is changed"] = ((rows, _) => rows.ChangeProgress(row => row.SealedSequence++), "counts sealed commands otherwise"),
        ["the committed watermark is changed"] = ((rows, _) => rows.ChangeProgress(row => row.CommittedSequence++), "has no command 12"),
        ["the applied index is changed"] = ((rows, _) => rows.ChangeProgress(row => row.AppliedLogIndex++), "said to be of entry"),
        ["the progress row is missing"] = ((rows, _) => rows.Rows.RemoveAll(row => row.Key.AsSpan().SequenceEqual(RowKey.Progress)), "no progress row"),
        ["a row has a field that nobody knows"] = ((rows, _) => AppendField(rows), "is damaged"),
        ["a family is unknown"] = ((rows, _) => rows.Rows.Add(new("Secrets", [1], [1])), "family 'Secrets'"),
        ["a row stands there twice"] = ((rows, _) => rows.Rows.Insert(1, rows.Rows[0]), "out of order or stand there twice"),
        ["rows change places"] = ((rows, _) => rows.Rows.Reverse(), "out of order or stand there twice"),
    };

    public static TheoryData<string> LieNames => [.. Lies.Keys];

    [Theory]
    [Trait(Tier.Name, Tier.Full)]
    [MemberData(nameof(LieNames))]
    public void A_snapshot_with_a_lie_is_refused_by_name(string lie)
    {
        var rows = SnapshotRowList.Read(history.Snapshot);
        Lies[lie].Doctor(rows, history.Ledger);
        using var newcomer = history.Newcomer();
        var empty = newcomer.Fingerprint();
        var refusal = Assert.Throws<SnapshotRefusedException>(() => newcomer.Restore(rows.Write(), history.Ledger.SnapshotId));
        Assert.Contains(Lies[lie].Reason, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(empty, newcomer.Fingerprint());
    }

    [Fact]
    public void The_untouched_snapshot_makes_the_same_replica_which_goes_on_alike()
    {
        Assert.Equal(history.Snapshot, SnapshotRowList.Read(history.Snapshot).Write());
        using var newcomer = history.Newcomer();
        newcomer.Restore(history.Snapshot, history.Ledger.SnapshotId);
        Assert.Equal(history.Ledger.Fingerprint(), newcomer.Fingerprint());

        using var twin = history.Newcomer();
        twin.Restore(history.Snapshot, history.Ledger.SnapshotId);
        foreach (var replica in new[] { newcomer, twin })
        {
            replica.TimeMs = history.Ledger.TimeMs;
            Assert.Equal(ProofOutcome.Refused, replica.SubmitProof(4, new byte[192]));
        }

        var (seal, proof) = (newcomer.SealOf(6, 1), newcomer.Prove(4));
        foreach (var replica in new[] { newcomer, twin })
        {
            replica.Apply(seal.Clone());
            Assert.Equal(ProofOutcome.Accepted, replica.SubmitProof(4, proof));
            // The proof of batch 5 came in the snapshot and was checked there.
            Assert.Equal(5ul, replica.Machine.Progress.AppliedBatch);
        }

        Assert.Equal(newcomer.Fingerprint(), twin.Fingerprint());
    }

    [Fact]
    public void No_prefix_of_a_snapshot_is_one_and_nothing_may_follow_it()
    {
        using var scratch = history.Newcomer();
        for (var length = 0; length < history.Snapshot.Length; length++)
        {
            using var cut = new MemoryStream(history.Snapshot, 0, length);
            Assert.Throws<InvalidDataException>(() => SnapshotStream.Read(cut, scratch.Database));
        }

        using var newcomer = history.Newcomer();
        Assert.Contains("ends early", Assert.Throws<SnapshotRefusedException>(() => newcomer.Restore(history.Snapshot[..^1], history.Ledger.SnapshotId)).Message, StringComparison.Ordinal);
        Assert.Contains("after its end", Assert.Throws<SnapshotRefusedException>(() => newcomer.Restore([.. history.Snapshot, 0], history.Ledger.SnapshotId)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_of_another_ledger_is_refused()
    {
        using var other = new TestLedger(history.Circuit);
        var refusal = Assert.Throws<SnapshotRefusedException>(() => other.Restore(history.Snapshot, history.Ledger.SnapshotId));
        Assert.Contains("WrongLedger", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_under_another_log_position_is_refused()
    {
        using var newcomer = history.Newcomer();
        var id = history.Ledger.SnapshotId;
        foreach (var wrong in new[] { new EntryId(id.Term, id.Index.Next), new EntryId(new Term(2), id.Index) })
            Assert.Contains("said to be of entry", Assert.Throws<SnapshotRefusedException>(() => newcomer.Restore(history.Snapshot, wrong)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_empty_state_is_a_snapshot_at_the_founding_only()
    {
        byte[] empty = [.. "AMSTATE1"u8, 0];
        using var newcomer = history.Newcomer();
        Assert.Contains("It is empty", Assert.Throws<SnapshotRefusedException>(() => newcomer.Restore(empty, history.Ledger.SnapshotId)).Message, StringComparison.Ordinal);
        newcomer.Restore(empty, new EntryId(new Term(1), new LogIndex(1)));
        Assert.Equal(1ul, newcomer.LogIndex);
    }

    private static void ChangeRecord(SnapshotRowList rows, Func<Record, Record> change) => rows.Change(LiveRecord(rows), IndexRow.Parser, row => row.Record = Encode(change(Decode(row))));

    private static SnapshotRowList.Row LiveRecord(SnapshotRowList rows) => rows.Of(Family.Index).First(row => Decode(IndexRow.Parser.ParseFrom(row.Value)).IsLive);

    private static Record Decode(IndexRow row) => Record.TryDecode(row.Record.Span, out var record, out var reason) ? record : throw new InvalidOperationException(reason.ToString());

    private static ByteString Encode(Record record)
    {
        var bytes = new byte[Record.EncodedByteCount];
        record.Encode(bytes);
        return ByteString.CopyFrom(bytes);
    }

    private static void AddRecord(SnapshotRowList rows)
    {
        var free = Enumerable.Range(1, 1000).Select(tag => TestLedger.KeyOf((ulong)tag)).First(key => rows.Of(Family.Index).All(row => RowKey.ReadNumber(row.Key) != key.Position(SmallCircuit.Shape.TreeDepth)));
        var record = Decode(IndexRow.Parser.ParseFrom(LiveRecord(rows).Value)) with { Key = free, Version = 1 };
        rows.Insert(Family.Index, RowKey.Number(free.Position(SmallCircuit.Shape.TreeDepth)), new IndexRow { Record = Encode(record) }.ToByteArray());
    }

    private static void MoveRecord(SnapshotRowList rows)
    {
        var row = rows.Of(Family.Index).Last();
        rows.Rows[rows.Rows.IndexOf(row)] = row with { Key = RowKey.Number(RowKey.ReadNumber(row.Key) + 1) };
    }

    private static void ChangeHeader(SnapshotRowList rows, ulong batch, Func<BatchHeader, BatchHeader> change) => rows.Change(Family.Batches, batch, BatchRow.Parser, row =>
    {
        Assert.True(BatchHeader.TryDecode(row.Header.Span, out var header, out _));
        row.Header = ByteString.CopyFrom(change(header).ToBytes());
    });

    private static void ChangeProof(SnapshotRowList rows, ulong batch, ByteString proof) => rows.Change(Family.Batches, batch, BatchRow.Parser, row => row.Proof = proof);

    private static ByteString ProofOf(SnapshotRowList rows, ulong batch) => BatchRow.Parser.ParseFrom(rows.Numbered(Family.Batches, batch).Value).Proof;

    private static void ChangeCommand(SnapshotRowList rows, ulong sequence, Action<CommandRow> change) => rows.Change(Family.Commands, sequence, CommandRow.Parser, change);

    private static void SwapSignature(SnapshotRowList rows)
    {
        var other = CommandRow.Parser.ParseFrom(rows.Numbered(Family.Commands, 2).Value).SignedCommand.Span[^SchnorrSignature.EncodedByteCount..].ToArray();
        ChangeCommand(rows, 1, row => row.SignedCommand = ByteString.CopyFrom([.. row.SignedCommand.Span[..^SchnorrSignature.EncodedByteCount], .. other]));
    }

    private static IEnumerable<SnapshotRowList.Row> Versions(SnapshotRowList rows) => rows.Rows.Where(row => row.Family.EndsWith("History", StringComparison.Ordinal));

    private static void ChangeVersion(SnapshotRowList rows, Action<HistoryRow> change) => rows.Change(Versions(rows).First(row => HistoryRow.Parser.ParseFrom(row.Value).Payload.Length > 0), HistoryRow.Parser, change);

    private static void AddVersion(SnapshotRowList rows)
    {
        var row = Versions(rows).First();
        var key = (byte[])row.Key.Clone();
        key[^2] = 1;
        rows.Insert(row with { Key = key });
    }

    private static SnapshotRowList.Row PlacementOf(SnapshotRowList rows) => rows.Of(Family.Meta).Single(row => row.Key.AsSpan().SequenceEqual(RowKey.Placement));

    private static SnapshotRowList.Row KeyOf(SnapshotRowList rows, SchnorrSecretKey key) => rows.Of(Family.Keys).Single(row => row.Key.AsSpan().SequenceEqual(key.PublicKey.ClientId.ToBytes()));

    private static void ChangeTrail(SnapshotRowList rows, Action<AuditEvent> change)
    {
        var trail = rows.Trail().ToList();
        trail.ForEach(change);
        rows.ReplaceTrail(trail);
    }

    private static void ForgeRegistration(SnapshotRowList rows, TestLedger ledger)
    {
        // The newest change is another key's expiry; in its place stands Mallory's registration, under Erin's signature.
        var registration = ledger.Registration(Mallory);
        registration.PossessionSignature = ledger.Registration(SnapshotHistory.Erin).PossessionSignature;
        ReplaceExpiry(rows, new KeyRegistryEntry { Register = registration });
        rows.Insert(Family.Keys, RowKey.Element(Mallory.PublicKey.ClientId), KeyRegistryState.ToRow(new ClientKey(Mallory.PublicKey, "client", KeyStanding.Active, 2, 0, Fr.Zero)).ToByteArray());
    }

    private static void ForgeRevocation(SnapshotRowList rows, TestLedger ledger)
    {
        var revocation = ledger.Revocation(SnapshotHistory.Erin);
        revocation.Revoke.Signature = ledger.Revocation(SnapshotHistory.Alice).Revoke.Signature;
        ReplaceExpiry(rows, revocation);
        rows.Change(KeyOf(rows, SnapshotHistory.Erin), KeyRow.Parser, row => row.State = (int)KeyStanding.Revoked);
    }

    private static void ReplaceExpiry(SnapshotRowList rows, KeyRegistryEntry change) => ChangeTrail(rows, recorded =>
    {
        if (recorded.KeyChange?.Expire is not null)
            recorded.KeyChange = change;
    });

    private static void AppendField(SnapshotRowList rows)
    {
        var row = rows.Numbered(Family.Commands, 1);
        // Field 99, varint 1.
        rows.Rows[rows.Rows.IndexOf(row)] = row with { Value = [.. row.Value, 0x98, 0x06, 0x01] };
    }
}
