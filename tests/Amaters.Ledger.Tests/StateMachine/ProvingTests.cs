using Amaters.Circuits.Signatures;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.StateMachine;
using Amaters.Ledger.Storage;
using Amaters.Testing;

namespace Amaters.Ledger.Tests.StateMachine;

/// <summary>From sealed to applied: only a proof of this replica's own header moves state.</summary>
public sealed class ProvingTests(SmallCircuit circuit) : IClassFixture<SmallCircuit>
{
    private static readonly SchnorrSecretKey Alice = SchnorrSecretKey.Generate();
    private static readonly byte[] Payload = "ciphertext"u8.ToArray();

    [Fact]
    public void Nothing_is_applied_before_its_proof()
    {
        using var ledger = Begin(commandCount: 2);
        Assert.True(ledger.Seal(2).IsSealed);
        Assert.Equal(0ul, ledger.Machine.Progress.AppliedBatch);
        Assert.Empty(ledger.Database.Newest.From(Family.Index, []));

        Assert.Equal(ProofOutcome.Accepted, ledger.SubmitProof(1, ledger.Prove(1)));
        Assert.Equal(1ul, ledger.Machine.Progress.AppliedBatch);
        Assert.Equal(2ul, ledger.Machine.Progress.AppliedSequence);
        Assert.Equal(2, ledger.Database.Newest.From(Family.Index, []).Count());
        Assert.Equal(1ul, ledger.Machine.Checkpoint.Size);
    }

    [Fact]
    public void Garbage_and_tampered_proofs_change_nothing_and_are_recorded()
    {
        using var ledger = Begin(commandCount: 1);
        ledger.Seal(1);
        var proof = ledger.Prove(1);
        var tampered = (byte[])proof.Clone();
        tampered[100] ^= 1;
        foreach (var bad in new[] { [], new byte[192], [.. proof, 0], tampered, Malleate(proof)[..191] })
        {
            Assert.Equal(ProofOutcome.Refused, ledger.SubmitProof(1, bad));
            Assert.Equal(AuditEvent.Types.Kind.ProofRefused, ledger.AuditEvents()[^1].Kind);
        }

        Assert.Equal(0ul, ledger.Machine.Progress.AppliedBatch);
        Assert.Equal(ProofOutcome.Accepted, ledger.SubmitProof(1, proof));
    }

    [Fact]
    public void Another_batchs_valid_proof_is_refused()
    {
        using var ledger = Begin(commandCount: 4);
        ledger.Seal(2);
        ledger.Seal(2);
        var first = ledger.Prove(1);
        Assert.Equal(ProofOutcome.Refused, ledger.SubmitProof(2, first));
        Assert.Equal(ProofOutcome.UnknownBatch, ledger.SubmitProof(3, first));
        Assert.Equal(ProofOutcome.UnknownBatch, ledger.SubmitProof(0, first));
    }

    [Fact]
    public void Another_ledgers_proof_of_the_same_commands_is_refused()
    {
        using var ledger = Begin(commandCount: 1);
        using var other = Begin(commandCount: 1);
        ledger.Seal(1);
        other.Seal(1);
        Assert.Equal(ProofOutcome.Refused, ledger.SubmitProof(1, other.Prove(1)));
    }

    [Fact]
    public void A_rerandomised_proof_is_as_good_and_counts_once()
    {
        using var ledger = Begin(commandCount: 1);
        ledger.Seal(1);
        var (proof, second) = (ledger.Prove(1), ledger.Prove(1));
        Assert.NotEqual(proof, second);
        Assert.Equal(ProofOutcome.Accepted, ledger.SubmitProof(1, proof));
        Assert.Equal(ProofOutcome.AlreadyProven, ledger.SubmitProof(1, second));
        Assert.Equal(ProofOutcome.AlreadyProven, ledger.SubmitProof(1, new byte[192]));
    }

    [Fact]
    public void Proofs_may_come_in_any_order_and_batches_are_applied_in_theirs()
    {
        using var ledger = Begin(commandCount: 6);
        for (var i = 0; i < 3; i++)
            ledger.Seal(2);
        Assert.Equal(ProofOutcome.Accepted, ledger.SubmitProof(3, ledger.Prove(3)));
        Assert.Equal(ProofOutcome.Accepted, ledger.SubmitProof(2, ledger.Prove(2)));
        Assert.Equal(0ul, ledger.Machine.Progress.AppliedBatch);
        Assert.Equal(ProofOutcome.AlreadyProven, ledger.SubmitProof(3, ledger.Prove(3)));
        Assert.Equal(ProofOutcome.Accepted, ledger.SubmitProof(1, ledger.Prove(1)));
        Assert.Equal(3ul, ledger.Machine.Progress.AppliedBatch);
        ledger.Restart();
        Assert.Equal(3ul, ledger.Machine.Progress.AppliedBatch);
    }

    [Fact]
    public void A_seal_that_does_not_fit_changes_nothing()
    {
        using var ledger = Begin(commandCount: 1);
        Assert.False(ledger.Seal(0).IsSealed);
        Assert.False(ledger.Seal(2).IsSealed);
        Assert.False(((SealOutcome)ledger.Apply(ledger.SealOf(2, 1))!).IsSealed);
        Assert.True(ledger.Seal(1).IsSealed);
        Assert.False(((SealOutcome)ledger.Apply(ledger.SealOf(1, 1))!).IsSealed);
        Assert.Equal(1ul, ledger.Machine.Progress.SealedBatch);
    }

    [Fact]
    public void The_rules_outcomes_are_recorded_per_command()
    {
        using var ledger = new TestLedger(circuit);
        var bob = SchnorrSecretKey.Generate();
        ledger.Register(Alice);
        ledger.Register(bob, "bob");
        ledger.Submit(ledger.Put(Alice, 1, 0, Payload), Payload);
        ledger.Submit(ledger.Put(bob, 1, 1, Payload), Payload);
        ledger.Submit(ledger.Put(Alice, 1, 0, "stale"u8.ToArray()), "stale"u8.ToArray());
        ledger.Submit(ledger.Delete(Alice, 9, 0));
        ledger.Submit(ledger.Transfer(Alice, 1, 1, bob.PublicKey.ClientId));
        ledger.Submit(ledger.Delete(bob, 1, 2));
        // The one that came first has the position, even as a tombstone.
        var place = TestLedger.KeyOf(1).Position(SmallCircuit.Shape.TreeDepth);
        ulong rival = 10;
        while (TestLedger.KeyOf(rival).Position(SmallCircuit.Shape.TreeDepth) != place)
            rival++;
        ledger.Submit(ledger.Put(Alice, rival, 0, Payload), Payload);
        ledger.ProveAll();
        ResultCode[] expected = [ResultCode.Ok, ResultCode.NotOwner, ResultCode.VersionMismatch, ResultCode.NotLive, ResultCode.Ok, ResultCode.Ok, ResultCode.KeyCollision];
        Assert.Equal(expected, Enumerable.Range(1, 7).Select(sequence => (ResultCode)ledger.Database.Newest.Get(Family.Commands, RowKey.Number((ulong)sequence), CommandRow.Parser)!.Result));
    }

    [Fact]
    public void Two_replicas_of_one_log_hold_the_same_bytes()
    {
        using var ledger = Begin(commandCount: 0);
        using var replica = new TestLedger(circuit, ledger.Genesis) { TimeMs = ledger.TimeMs };
        replica.TimeMs = 1_000_000;
        replica.Register(Alice);
        var script = new List<LedgerEntry>();
        for (ulong tag = 1; tag <= 3; tag++)
            script.Add(new LedgerEntry { Command = TestLedger.EntryOf(ledger.Put(Alice, tag, 0, Payload), Payload) });
        script.Add(new LedgerEntry { Command = TestLedger.EntryOf(ledger.Put(SchnorrSecretKey.Generate(), 1, 0, Payload), Payload) });
        script.Add(ledger.SealOf(1, 2));
        script.Add(new LedgerEntry { Proof = new ProofEntry { BatchNumber = 1, Proof = Google.Protobuf.ByteString.CopyFrom(new byte[192]) } });
        foreach (var entry in script)
        {
            ledger.Apply(entry.Clone());
            replica.Apply(entry.Clone());
            Assert.Equal(ledger.Fingerprint(), replica.Fingerprint());
        }

        var proof = ledger.Prove(1);
        ledger.SubmitProof(1, proof);
        replica.SubmitProof(1, proof);
        Assert.Equal(ledger.Fingerprint(), replica.Fingerprint());
        Assert.Equal(ledger.Machine.Checkpoint.ToText(), replica.Machine.Checkpoint.ToText());
    }

    [Fact]
    public void A_restart_after_any_entry_resumes_without_loss_or_double_execution()
    {
        using var steady = Begin(commandCount: 0);
        using var restarted = new TestLedger(circuit, steady.Genesis);
        restarted.Register(Alice);
        void Both(LedgerEntry entry)
        {
            steady.Apply(entry.Clone());
            restarted.Apply(entry.Clone());
            restarted.Restart();
            Assert.Equal(steady.Fingerprint(), restarted.Fingerprint());
            Assert.Equal(steady.Machine.Progress, restarted.Machine.Progress);
            Assert.Equal(steady.Machine.SealedBatches.Select(batch => batch.HeaderDigest), restarted.Machine.SealedBatches.Select(batch => batch.HeaderDigest));
        }

        for (ulong tag = 1; tag <= 5; tag++)
            Both(new LedgerEntry { Command = TestLedger.EntryOf(steady.Put(Alice, tag, 0, Payload), Payload) });
        Both(steady.SealOf(1, 2));
        Both(steady.SealOf(2, 2));
        Both(new LedgerEntry { Proof = new ProofEntry { BatchNumber = 2, Proof = Google.Protobuf.ByteString.CopyFrom(steady.Prove(2)), Worker = "w" } });
        Both(new LedgerEntry { Proof = new ProofEntry { BatchNumber = 1, Proof = Google.Protobuf.ByteString.CopyFrom(steady.Prove(1)), Worker = "w" } });
        Both(steady.SealOf(3, 1));
        Both(new LedgerEntry { Proof = new ProofEntry { BatchNumber = 3, Proof = Google.Protobuf.ByteString.CopyFrom(steady.Prove(3)), Worker = "w" } });
        Assert.Equal(5ul, restarted.Machine.Progress.AppliedSequence);
    }

    [Fact]
    [Trait(Tier.Name, Tier.Full)]
    public void A_flipped_bit_in_a_state_row_is_found_at_the_next_start()
    {
        using var ledger = Begin(commandCount: 2);
        ledger.ProveAll();
        foreach (var family in new[] { Family.Tree, Family.Batches })
        {
            foreach (var (key, value) in ledger.Database.Newest.From(family, []).ToList())
            {
                // The root's own row and the header decide; rows below are checked against it when they are read.
                if (family == Family.Tree && key[0] != SmallCircuit.Shape.TreeDepth + 1)
                    continue;
                var damaged = (byte[])value.Clone();
                damaged[family == Family.Tree ? 3 : 40] ^= 1;
                Overwrite(ledger, family, key, damaged);
                Assert.Throws<InvalidDataException>(ledger.Restart);
                Overwrite(ledger, family, key, value);
            }
        }
    }

    private static void Overwrite(TestLedger ledger, Family family, byte[] key, byte[] value)
    {
        using var write = ledger.Database.BeginWrite();
        write.Put(family, key, value);
        write.Commit();
    }

    private TestLedger Begin(int commandCount)
    {
        var ledger = new TestLedger(circuit);
        ledger.Register(Alice);
        for (ulong tag = 1; tag <= (ulong)commandCount; tag++)
            ledger.Submit(ledger.Put(Alice, tag, 0, Payload), Payload);
        return ledger;
    }

    /// <summary>(−A, −B, C): the compressed sign bits of A and B flipped.</summary>
    private static byte[] Malleate(byte[] proof)
    {
        var malleated = (byte[])proof.Clone();
        malleated[0] ^= 0x20;
        malleated[48] ^= 0x20;
        return malleated;
    }
}
