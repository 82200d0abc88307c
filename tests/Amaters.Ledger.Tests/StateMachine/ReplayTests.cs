using Amaters.Circuits.Signatures;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.StateMachine;
using Amaters.Testing;

namespace Amaters.Ledger.Tests.StateMachine;

/// <summary>One log, read by replicas that crash at every place in it, and by a leader who repeats and reorders it.</summary>
public sealed class ReplayTests(SmallCircuit circuit) : IClassFixture<SmallCircuit>
{
    private static readonly SchnorrSecretKey Alice = SchnorrSecretKey.Generate();
    private static readonly SchnorrSecretKey Bob = SchnorrSecretKey.Generate();

    [Fact]
    [Trait(Tier.Name, Tier.Full)]
    public void A_crash_after_any_entry_of_any_kind_changes_no_byte()
    {
        using var steady = new TestLedger(circuit);
        var log = Record(steady, out var proofs);
        for (var crash = 1; crash <= log.Count; crash++)
        {
            using var replica = new TestLedger(circuit, steady.Genesis);
            for (var i = 0; i < log.Count; i++)
            {
                replica.Apply(log[i].Clone());
                if (i + 1 == crash)
                    replica.Restart();
            }

            Assert.Equal(steady.Fingerprint(), replica.Fingerprint());
            Assert.Equal(steady.Machine.Checkpoint.ToText(), replica.Machine.Checkpoint.ToText());
        }

        Assert.Equal(2, proofs);
    }

    [Fact]
    public void A_leader_who_commits_the_whole_log_twice_executes_nothing_twice()
    {
        using var ledger = new TestLedger(circuit);
        var log = Record(ledger, out _);
        var before = ledger.Machine.Progress;
        var root = ledger.Machine.Checkpoint.ToText();
        foreach (var entry in log)
            ledger.Apply(entry.Clone());
        Assert.Equal(before, ledger.Machine.Progress);
        Assert.Equal(root, ledger.Machine.Checkpoint.ToText());
    }

    [Fact]
    public void Commands_in_another_order_are_refused_by_their_versions()
    {
        using var ledger = new TestLedger(circuit);
        ledger.Register(Alice);
        ledger.Submit(ledger.Put(Alice, 1, 1, [2]), [2]);
        ledger.Submit(ledger.Put(Alice, 1, 0, [1]), [1]);
        ledger.ProveAll();
        Assert.Equal([ResultCode.VersionMismatch, ResultCode.Ok], Results(ledger));
    }

    [Fact]
    public void A_command_repeated_after_its_record_moved_on_changes_nothing()
    {
        using var ledger = new TestLedger(circuit);
        ledger.Register(Alice);
        var first = ledger.Put(Alice, 1, 0, [1]);
        ledger.Submit(first, [1]);
        ledger.Submit(ledger.Delete(Alice, 1, 1));
        ledger.ProveAll();
        Assert.Equal(new CommandOutcome(ResultCode.Ok, 1, IsDuplicate: true), ledger.Submit(first, [1]));
        Assert.Equal([ResultCode.Ok, ResultCode.Ok], Results(ledger));
    }

    private static IEnumerable<ResultCode> Results(TestLedger ledger) =>
        ledger.Database.Newest.From(Storage.Family.Commands, []).Select(row => (ResultCode)Storage.CommandRow.Parser.ParseFrom(row.Value).Result);

    /// <summary>A log with every kind of entry, good and bad, and the state that it leads to.</summary>
    private static List<LedgerEntry> Record(TestLedger ledger, out int proofs)
    {
        var log = new List<LedgerEntry>();
        void Add(LedgerEntry entry)
        {
            ledger.Apply(entry);
            log.Add(entry);
        }

        Add(new LedgerEntry { KeyRegistry = new KeyRegistryEntry { Register = ledger.Registration(Alice) } });
        Add(new LedgerEntry { KeyRegistry = new KeyRegistryEntry { Register = ledger.Registration(Bob) } });
        Add(new LedgerEntry { Command = TestLedger.EntryOf(ledger.Put(Alice, 1, 0, [1]), [1]) });
        Add(new LedgerEntry { Command = TestLedger.EntryOf(ledger.Put(Bob, 1, 0, [1]), [1]) });
        Add(new LedgerEntry { Command = TestLedger.EntryOf(ledger.Put(Alice, 1, 0, [1]), [1]) });
        Add(ledger.SealOf(1, 2));
        Add(new LedgerEntry { KeyRegistry = ledger.Revocation(Bob) });
        Add(new LedgerEntry { Command = TestLedger.EntryOf(ledger.Put(Bob, 2, 0, [1]), [1]) });
        Add(new LedgerEntry { Proof = new ProofEntry { BatchNumber = 1, Proof = Google.Protobuf.ByteString.CopyFrom(new byte[192]), Worker = "liar" } });
        Add(new LedgerEntry { Refusal = new RefusalEntry { BatchNumber = 1, Worker = "liar", Reason = "garbage" } });
        Add(new LedgerEntry { Command = TestLedger.EntryOf(ledger.Transfer(Alice, 1, 1, Bob.PublicKey.ClientId)) });
        Add(ledger.SealOf(2, 1));
        Add(new LedgerEntry { Proof = new ProofEntry { BatchNumber = 2, Proof = Google.Protobuf.ByteString.CopyFrom(ledger.Prove(2)), Worker = "w" } });
        Add(new LedgerEntry { Placement = new PlacementEntry { Epoch = 2, ShardOfSlice = { 2, 1, 0, 2, 1, 0, 2, 1 } } });
        Add(new LedgerEntry { Proof = new ProofEntry { BatchNumber = 1, Proof = Google.Protobuf.ByteString.CopyFrom(ledger.Prove(1)), Worker = "w" } });
        Add(new LedgerEntry { NoOp = new NoOpEntry() });
        proofs = (int)ledger.Machine.Progress.AppliedBatch;
        return log;
    }
}
