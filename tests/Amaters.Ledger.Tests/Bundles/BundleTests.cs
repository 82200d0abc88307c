using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Audit;
using Amaters.Verifier.Bundles;
using Amaters.Verifier.Checkpoints;
using Amaters.Verifier.Receipts;

namespace Amaters.Ledger.Tests.Bundles;

/// <summary>Bundles and receipts that a ledger exports, checked by the auditor's program, and every kind of tampering.</summary>
public sealed class BundleTests(BundleTests.History history) : IClassFixture<BundleTests.History>
{
    [Fact]
    public void A_whole_history_is_accepted_and_says_what_it_shows()
    {
        var report = Audit(history.Bundle(1, 3), history.Ledger.Genesis.LedgerId, replay: true);
        Assert.True(report.IsAccepted, report.Detail);
        Assert.Equal((3ul, 5ul), (report.BatchCount, report.CommandCount));
        Assert.Equal(["ledger.test/node-1"], report.CheckpointSigners);
        Assert.Equal(history.Ledger.Machine.Progress.AppliedBatch, report.FirstBatch + report.BatchCount - 1);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_part_of_the_history_is_accepted_from_a_checkpoint_on(ulong from)
    {
        var report = Audit(history.Bundle(from, 3));
        Assert.True(report.IsAccepted, report.Detail);
        Assert.Equal(from, report.FirstBatch);
        Assert.Equal(BundleFault.Start, Audit(history.Bundle(from, 3), replay: true).Fault);
    }

    [Fact]
    public void Another_ledgers_bundle_is_refused_by_an_auditor_who_pinned_his()
    {
        Assert.Equal(BundleFault.OtherLedger, Audit(history.Bundle(1, 3), Fr.FromUInt64(5)).Fault);
    }

    [Fact]
    public void No_flipped_bit_anywhere_is_accepted()
    {
        var bundle = history.Bundle(1, 2);
        // Every 7th byte: all fields of all frames, in a tenth of the time.
        for (var i = 0; i < bundle.Length; i += 7)
        {
            var tampered = (byte[])bundle.Clone();
            tampered[i] ^= 1;
            Assert.False(Audit(tampered).IsAccepted, $"byte {i}");
        }
    }

    [Fact]
    public void No_truncated_bundle_is_accepted()
    {
        var bundle = history.Bundle(1, 2);
        for (var length = 0; length < bundle.Length; length += 97)
            Assert.False(Audit(bundle[..length]).IsAccepted, $"length {length}");
        Assert.Equal(BundleFault.Malformed, Audit([.. bundle, 0]).Fault);
    }

    [Fact]
    public void A_liar_who_recomputes_the_digest_is_named_with_his_batch_and_field()
    {
        var batches = history.Batches;
        Expect(BundleFault.Chain, 2, [batches[0], batches[2]]);
        Expect(BundleFault.Chain, 1, [batches[1], batches[0]]);
        Expect(BundleFault.Chain, 2, [batches[0], batches[0]]);
        Expect(BundleFault.Proof, 2, [batches[0], batches[1] with { Proof = batches[0].Proof }]);
        Expect(BundleFault.Proof, 1, [batches[0] with { Header = batches[0].Header with { NewRoot = Fr.FromUInt64(9) } }]);
        Expect(BundleFault.Proof, 1, [batches[0] with { Header = batches[0].Header with { Outcomes = new BatchOutcomes(0) } }]);
        Expect(BundleFault.Commands, 1, [batches[0] with { Commands = [batches[0].Commands[1], batches[0].Commands[0]] }]);
        Expect(BundleFault.Commands, 1, [batches[0] with { Commands = [batches[0].Commands[0], batches[1].Commands[0]] }]);
        var resigned = new SignedCommand(batches[0].Commands[0].Command, batches[0].Commands[0].PublicKey, batches[0].Commands[1].Signature);
        Expect(BundleFault.Signature, 1, [batches[0] with { Commands = [resigned, batches[0].Commands[1]] }]);
    }

    [Fact]
    public void A_checkpoint_over_other_batches_or_by_a_stranger_is_refused()
    {
        var batches = history.Batches;
        Assert.Equal(BundleFault.Checkpoint, Audit(Forge(batches[..2], checkpoint: history.CheckpointOver(3))).Fault);
        using var stranger = NoteSigner.Generate("ledger.test/node-1", out _);
        var text = history.CheckpointOver(2).Text;
        Assert.Equal(BundleFault.Checkpoint, Audit(Forge(batches[..2], checkpoint: SignedNote.Sign(text, stranger))).Fault);
        Assert.True(Audit(Forge(batches[..2], checkpoint: history.CheckpointOver(2))).IsAccepted);
    }

    [Fact]
    public void A_start_that_no_checkpoint_covers_is_refused()
    {
        var batches = history.Batches;
        var start = BundleStart.After(batches[0].Header, new());
        Assert.Equal(BundleFault.Start, Audit(Forge([batches[1]], start)).Fault);
        var doctored = BundleStart.After(batches[0].Header with { NewRoot = Fr.FromUInt64(1) }, new());
        Assert.Equal(BundleFault.Checkpoint, Audit(Forge([batches[1]], doctored, startCheckpoint: history.CheckpointOver(1))).Fault);
    }

    [Fact]
    public void An_empty_bundle_shows_nothing_and_is_refused()
    {
        Assert.Equal(BundleFault.Malformed, Audit(Forge([])).Fault);
        Assert.Equal(BundleFault.NotAudited, new BundleReport().Fault);
        Assert.False(new BundleReport().IsAccepted);
        Assert.False(new ReceiptReport().IsAccepted);
    }

    [Fact]
    public void Every_applied_command_has_a_receipt_that_holds()
    {
        for (ulong sequence = 1; sequence <= 5; sequence++)
        {
            var report = Receipt.Check(history.Receipt(sequence), history.Ledger.Genesis.LedgerId);
            Assert.True(report.IsAccepted, report.Detail);
            Assert.Equal(sequence, report.Evidence!.Sequence);
            Assert.Equal(sequence != 5, report.Evidence.TookEffect);
        }
    }

    [Fact]
    public void No_flipped_bit_of_a_receipt_is_accepted()
    {
        var receipt = history.Receipt(3);
        for (var i = 0; i < receipt.Length; i += 5)
        {
            var tampered = (byte[])receipt.Clone();
            tampered[i] ^= 1;
            Assert.False(Receipt.Check(tampered, null).IsAccepted, $"byte {i}");
        }

        Assert.Equal(ReceiptFault.OtherLedger, Receipt.Check(receipt, Fr.One).Fault);
    }

    [Fact]
    public void Evidence_put_together_from_true_parts_of_two_commands_is_refused()
    {
        var (genesis, key) = (history.Ledger.Genesis, history.Circuit.VerifyingKey);
        var honest = Receipt.Check(history.Receipt(1), null).Evidence!;
        var other = Receipt.Check(history.Receipt(3), null).Evidence!;
        ReceiptFault Judge(ReceiptEvidence evidence) => Receipt.Check(Receipt.Encode(genesis, key, evidence, [history.CheckpointOver(3)]), null).Fault;
        Assert.Equal(ReceiptFault.None, Judge(honest));
        Assert.Equal(ReceiptFault.Command, Judge(honest with { Command = other.Command }));
        Assert.Equal(ReceiptFault.Proof, Judge(honest with { Proof = other.Proof }));
        Assert.Equal(ReceiptFault.Checkpoint, Judge(honest with { Inclusion = other.Inclusion }));
        Assert.Equal(ReceiptFault.Command, Judge(honest with { Header = other.Header }));
    }

    private void Expect(BundleFault fault, ulong badBatch, IReadOnlyList<BundleBatch> batches)
    {
        var report = Audit(Forge(batches));
        Assert.Equal((fault, badBatch), (report.Fault, report.BadBatch));
        Assert.NotEmpty(report.Detail);
    }

    private byte[] Forge(IReadOnlyList<BundleBatch> batches, BundleStart? start = null, SignedNote? startCheckpoint = null, SignedNote? checkpoint = null)
    {
        using var stream = new MemoryStream();
        using var writer = new BundleWriter(stream, history.Ledger.Genesis, history.Circuit.VerifyingKey, start ?? BundleStart.Genesis);
        if (startCheckpoint is not null)
            writer.Write(startCheckpoint);
        foreach (var batch in batches)
            writer.Write(batch);
        if (checkpoint is not null)
            writer.Write(checkpoint);
        writer.Complete();
        return stream.ToArray();
    }

    private static BundleReport Audit(byte[] bundle, Fr? ledgerId = null, bool replay = false)
    {
        using var stream = new MemoryStream(bundle);
        return BundleAuditor.Audit(stream, new BundleAuditOptions { LedgerId = ledgerId, Replay = replay });
    }

    /// <summary>Three proven batches of five commands, the last of which breaks a rule.</summary>
    public sealed class History : IDisposable
    {
        private readonly HistoryExport _export;

        public History()
        {
            Ledger = new TestLedger(Circuit);
            var alice = SchnorrSecretKey.Generate();
            Ledger.Register(alice);
            for (ulong tag = 1; tag <= 4; tag++)
                Ledger.Submit(Ledger.Put(alice, tag, 0, [1]), [1]);
            Ledger.Submit(Ledger.Delete(alice, 1, 7));
            Ledger.ProveAll();
            _export = new HistoryExport(Ledger.Genesis, Circuit.VerifyingKey, TestLedger.Signer, Ledger.Database, () => Ledger.Machine.HeaderLog);
            Batches = [.. Enumerable.Range(1, 3).Select(number => Read(Bundle((ulong)number, (ulong)number)))];
        }

        internal SmallCircuit Circuit { get; } = new();

        internal TestLedger Ledger { get; }

        internal BundleBatch[] Batches { get; }

        public byte[] Bundle(ulong from, ulong to)
        {
            using var stream = new MemoryStream();
            _export.WriteBundle(from, to, stream, TestContext.Current.CancellationToken);
            return stream.ToArray();
        }

        public byte[] Receipt(ulong sequence) => _export.MakeReceipt(sequence, 3);

        public SignedNote CheckpointOver(int size)
        {
            var log = new TransparencyTreeHead();
            foreach (var batch in Batches.Take(size))
                log.Append(batch.Header.Digest().ToBytes());
            return new Checkpoint(Ledger.Genesis.LedgerId, log.Size, [.. log.Root]).Sign(TestLedger.Signer);
        }

        public void Dispose()
        {
            Ledger.Dispose();
            Circuit.Dispose();
        }

        private static BundleBatch Read(byte[] bundle)
        {
            using var stream = new MemoryStream(bundle);
            Assert.True(FrameReader.TryOpen(stream, "AMBUNDL1"u8, out var frames));
            using (frames)
            {
                while (frames!.TryReadFrame(out var frame))
                {
                    if (frame.Kind == FrameKind.Batch)
                        return BundleBatch.TryDecode(frame.Body, SmallCircuit.Shape, out var batch) ? batch : throw new InvalidOperationException("The ledger exported a malformed batch.");
                }
            }

            throw new InvalidOperationException("The ledger exported no batch.");
        }
    }
}
