using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.StateMachine;
using Google.Protobuf;

namespace Amaters.Ledger.Tests.StateMachine;

/// <summary>What may enter the ledger. Each refusal is an attack on the log by a lying leader: the entry is committed, and still changes nothing.</summary>
public sealed class CommandTests(SmallCircuit circuit) : IClassFixture<SmallCircuit>
{
    private static readonly SchnorrSecretKey Alice = SchnorrSecretKey.Generate();
    private static readonly SchnorrSecretKey Bob = SchnorrSecretKey.Generate();
    private static readonly byte[] Payload = "ciphertext"u8.ToArray();

    [Fact]
    public void Commands_are_numbered_in_log_order()
    {
        using var ledger = new TestLedger(circuit);
        ledger.Register(Alice);
        for (ulong i = 1; i <= 3; i++)
            Assert.Equal(new CommandOutcome(ResultCode.Pending, i, false), ledger.Submit(ledger.Put(Alice, i, 0, Payload), Payload));
        Assert.Equal(3ul, ledger.Machine.Progress.CommittedSequence);
        Assert.Equal(0ul, ledger.Machine.Progress.AppliedSequence);
    }

    [Fact]
    public void A_command_that_comes_twice_is_answered_with_its_first_number()
    {
        using var ledger = new TestLedger(circuit);
        ledger.Register(Alice);
        var put = ledger.Put(Alice, 1, 0, Payload);
        ledger.Submit(put, Payload);
        ledger.Submit(ledger.Put(Alice, 2, 0, Payload), Payload);
        Assert.Equal(new CommandOutcome(ResultCode.Pending, 1, true), ledger.Submit(put, Payload));
        Assert.Equal(2ul, ledger.Machine.Progress.CommittedSequence);
    }

    [Fact]
    public void A_forged_signature_changes_nothing_and_is_recorded()
    {
        using var ledger = new TestLedger(circuit);
        ledger.Register(Alice);
        var put = ledger.Put(Alice, 1, 0, Payload);
        var forged = new SignedCommand(put.Command with { ExpectedVersion = 7 }, put.PublicKey, put.Signature);
        AssertRefused(ledger, ResultCode.BadSignature, forged, Payload);
    }

    [Fact]
    public void What_admission_verified_enters_as_on_nodes_that_verify_it_now()
    {
        using var ledger = new TestLedger(circuit);
        ledger.Register(Alice);
        var put = ledger.Put(Alice, 1, 0, Payload);
        var bytes = ByteString.CopyFrom(put.ToBytes());
        Assert.True(VerifiedCommand.TryVerify(put, ledger.Genesis.LedgerId, out var verified));

        // The payload is not under that verdict: another one is refused although the bytes are known.
        ledger.Machine.Admitted.Add(bytes, verified);
        AssertRefused(ledger, ResultCode.PayloadMismatch, put, "other"u8.ToArray());
        Assert.Null(ledger.Machine.Admitted.Find(bytes));

        ledger.Machine.Admitted.Add(bytes, verified);
        Assert.Equal(new CommandOutcome(ResultCode.Pending, 1, false), ledger.Submit(put, Payload));
        Assert.Null(ledger.Machine.Admitted.Find(bytes));

        // One changed byte is another command, of which nothing is known.
        var forged = new SignedCommand(put.Command with { ExpectedVersion = 7 }, put.PublicKey, put.Signature);
        ledger.Machine.Admitted.Add(bytes, verified);
        AssertRefused(ledger, ResultCode.BadSignature, forged, Payload);
    }

    [Fact]
    public void A_command_signed_for_another_ledger_is_refused()
    {
        using var ledger = new TestLedger(circuit);
        using var other = new TestLedger(circuit);
        ledger.Register(Alice);
        AssertRefused(ledger, ResultCode.BadSignature, other.Put(Alice, 1, 0, Payload), Payload);
    }

    [Fact]
    public void A_key_that_is_not_registered_is_refused()
    {
        using var ledger = new TestLedger(circuit);
        AssertRefused(ledger, ResultCode.KeyUnknown, ledger.Put(Alice, 1, 0, Payload), Payload);
    }

    [Fact]
    public void The_padding_key_can_neither_register_nor_sign()
    {
        using var ledger = new TestLedger(circuit);
        Assert.Equal(ResultCode.NotAuthorized, ledger.ChangeKey(new KeyRegistryEntry { Register = ledger.Registration(SchnorrSecretKey.Padding) }));
        AssertRefused(ledger, ResultCode.Malformed, ledger.Put(SchnorrSecretKey.Padding, 1, 0, Payload), Payload);
    }

    [Fact]
    public void A_clients_NOOP_is_refused()
    {
        using var ledger = new TestLedger(circuit);
        ledger.Register(Alice);
        var noop = SignedCommand.Sign(new Command(Operation.Noop, TestLedger.KeyOf(1), 0, Fr.Zero, Fr.Zero), Alice, ledger.Genesis.LedgerId);
        AssertRefused(ledger, ResultCode.Malformed, noop, []);
    }

    [Fact]
    public void A_payload_other_than_the_signed_one_is_refused()
    {
        using var ledger = new TestLedger(circuit);
        ledger.Register(Alice);
        AssertRefused(ledger, ResultCode.PayloadMismatch, ledger.Put(Alice, 1, 0, Payload), "another"u8.ToArray());
        AssertRefused(ledger, ResultCode.PayloadMismatch, ledger.Delete(Alice, 1, 0), Payload);
    }

    [Fact]
    public void A_payload_above_the_ledgers_limit_is_refused()
    {
        using var ledger = new TestLedger(circuit);
        ledger.Register(Alice);
        var large = new byte[1001];
        AssertRefused(ledger, ResultCode.PayloadTooLarge, ledger.Put(Alice, 1, 0, large), large);
        var fitting = new byte[1000];
        Assert.Equal(ResultCode.Pending, ledger.Submit(ledger.Put(Alice, 1, 0, fitting), fitting).Code);
    }

    [Fact]
    public void No_truncated_or_lengthened_command_enters()
    {
        using var ledger = new TestLedger(circuit);
        ledger.Register(Alice);
        var bytes = ledger.Put(Alice, 1, 0, Payload).ToBytes();
        foreach (var malformed in new[] { [], bytes[..^1], [.. bytes, 0] })
        {
            var entry = new LedgerEntry { Command = new CommandEntry { SignedCommand = Google.Protobuf.ByteString.CopyFrom(malformed), Payload = Google.Protobuf.ByteString.CopyFrom(Payload) } };
            Assert.Equal(ResultCode.Malformed, ((CommandOutcome)ledger.Apply(entry)!).Code);
        }
    }

    [Fact]
    public void A_revoked_key_signs_nothing_more()
    {
        using var ledger = new TestLedger(circuit);
        ledger.Register(Alice);
        Assert.Equal(ResultCode.Ok, ledger.ChangeKey(ledger.Revocation(Alice)));
        AssertRefused(ledger, ResultCode.KeyRevoked, ledger.Put(Alice, 1, 0, Payload), Payload);
    }

    [Fact]
    public void Nobody_revokes_anothers_key()
    {
        using var ledger = new TestLedger(circuit);
        ledger.Register(Alice);
        ledger.Register(Bob);
        var publicKey = TestLedger.Encode(Alice.PublicKey);
        Assert.Equal(ResultCode.NotAuthorized, ledger.ChangeKey(new KeyRegistryEntry
        {
            Revoke = new RevokeKey
            {
                PublicKey = Google.Protobuf.ByteString.CopyFrom(publicKey),
                SignerPublicKey = Google.Protobuf.ByteString.CopyFrom(TestLedger.Encode(Bob.PublicKey)),
                Signature = ledger.Sign(Bob, KeyChangeDigest.Revoke(ledger.Genesis.LedgerId, publicKey)),
            },
        }));
        Assert.Equal(ResultCode.Pending, ledger.Submit(ledger.Put(Alice, 1, 0, Payload), Payload).Code);
    }

    [Fact]
    public void An_expired_key_is_judged_by_sequence_number_and_cannot_be_prolonged()
    {
        using var ledger = new TestLedger(circuit);
        ledger.Register(Alice);
        Assert.Equal(ResultCode.Ok, ledger.ChangeKey(ledger.Expiry(Alice, atSequence: 2)));
        Assert.Equal(ResultCode.Ok, ledger.ChangeKey(ledger.Expiry(Alice, atSequence: 100)));
        Assert.Equal(ResultCode.Pending, ledger.Submit(ledger.Put(Alice, 1, 0, Payload), Payload).Code);
        AssertRefused(ledger, ResultCode.KeyExpired, ledger.Put(Alice, 2, 0, Payload), Payload);
    }

    [Fact]
    public void A_rotated_key_may_only_hand_its_records_to_its_successor()
    {
        using var ledger = new TestLedger(circuit);
        ledger.Register(Alice);
        var successor = SchnorrSecretKey.Generate();
        Assert.Equal(ResultCode.Ok, ledger.ChangeKey(ledger.Rotation(Alice, successor)));
        AssertRefused(ledger, ResultCode.KeyRetired, ledger.Put(Alice, 1, 0, Payload), Payload);
        AssertRefused(ledger, ResultCode.KeyRetired, ledger.Transfer(Alice, 1, 1, Bob.PublicKey.ClientId), []);
        Assert.Equal(ResultCode.Pending, ledger.Submit(ledger.Transfer(Alice, 1, 1, successor.PublicKey.ClientId)).Code);
        Assert.Equal(ResultCode.Pending, ledger.Submit(ledger.Put(successor, 2, 0, Payload), Payload).Code);
    }

    [Fact]
    public void A_closed_ledger_admits_keys_by_its_registrars_only()
    {
        var registrar = SchnorrSecretKey.Generate();
        using var ledger = new TestLedger(circuit, TestLedger.Found(circuit, openRegistration: false, registrar));
        var registration = ledger.Registration(Alice);
        Assert.Equal(ResultCode.NotAuthorized, ledger.ChangeKey(new KeyRegistryEntry { Register = registration }));

        var approved = registration.Clone();
        approved.RegistrarPublicKey = Google.Protobuf.ByteString.CopyFrom(TestLedger.Encode(registrar.PublicKey));
        approved.RegistrarSignature = ledger.Sign(Bob, KeyChangeDigest.ApproveRegistration(ledger.Genesis.LedgerId, approved.PublicKey.Span, approved.Label));
        Assert.Equal(ResultCode.NotAuthorized, ledger.ChangeKey(new KeyRegistryEntry { Register = approved }));

        approved.RegistrarSignature = ledger.Sign(registrar, KeyChangeDigest.ApproveRegistration(ledger.Genesis.LedgerId, approved.PublicKey.Span, approved.Label));
        Assert.Equal(ResultCode.Ok, ledger.ChangeKey(new KeyRegistryEntry { Register = approved }));
        Assert.Equal(ResultCode.AlreadyRegistered, ledger.ChangeKey(new KeyRegistryEntry { Register = approved }));
    }

    private static void AssertRefused(TestLedger ledger, ResultCode expected, SignedCommand command, byte[] payload)
    {
        var before = ledger.Machine.Progress;
        Assert.Equal(expected, ledger.Submit(command, payload).Code);
        Assert.Equal(before, ledger.Machine.Progress);
        var recorded = ledger.AuditEvents()[^1];
        Assert.Equal(AuditEvent.Types.Kind.CommandRefused, recorded.Kind);
        Assert.Equal(expected, recorded.Code);
        Assert.NotEmpty(recorded.Detail);
    }
}
