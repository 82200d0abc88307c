using System.Text;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Client.Commands;
using Amaters.Ledger.Client.Encryption;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Client.Reading;

namespace Amaters.Ledger.Client.Tests.Reading;

/// <summary>A node may answer anything: only what the proven state holds is opened.</summary>
public sealed class RecordOpenerTests : IDisposable
{
    private static readonly Fr LedgerId = Fr.FromUInt64(1001);

    private readonly TestLedger _ledger = new(LedgerId);
    private readonly ClientKeys _alice = ClientKeys.Generate();
    private readonly ClientKeys _bob = ClientKeys.Generate();
    private readonly CommandFactory _aliceCommands;
    private readonly CommandFactory _bobCommands;
    private readonly RecordKey _record;

    public RecordOpenerTests()
    {
        (_aliceCommands, _bobCommands) = (new CommandFactory(_alice, LedgerId), new CommandFactory(_bob, LedgerId));
        _record = _aliceCommands.KeyOf("accounts", "alice"u8);
    }

    public void Dispose()
    {
        _alice.Dispose();
        _bob.Dispose();
    }

    [Fact]
    public void A_written_record_is_read_back()
    {
        Put("first", expectedVersion: 0);
        Put("second", expectedVersion: 1);
        var opened = Open(_alice);
        Assert.Equal("second"u8, opened.Content!.Value);
        Assert.Equal("alice"u8, opened.Content.Key);
        Assert.Equal((2UL, _alice.ClientId, true), (opened.Record!.Version, opened.Record.Owner, opened.IsKeyConfirmed));
    }

    [Fact]
    public void Absence_is_read_with_its_proof()
    {
        Put("value", expectedVersion: 0);
        var vacant = _aliceCommands.KeyOf("accounts", "nobody"u8);
        Assert.True(Opener(_alice).TryOpen(vacant, _ledger.Prove(vacant), [], _ledger.Header, out var opened, out _));
        Assert.Null(opened.Record);
        Assert.False(opened.IsLive);
    }

    [Fact]
    public void A_tombstone_is_read_without_a_payload()
    {
        Put("value", expectedVersion: 0);
        Execute(_aliceCommands.Delete(_record, expectedVersion: 1));
        var opened = Open(_alice);
        Assert.False(opened.IsLive);
        Assert.Equal(2UL, opened.Record!.Version);
    }

    [Fact]
    public void A_transferred_record_stays_readable_to_who_could_read_it()
    {
        Put("value", expectedVersion: 0);
        Execute(_aliceCommands.Transfer(_record, expectedVersion: 1, _bob.ClientId));
        var opened = Open(_alice);
        Assert.Equal((_bob.ClientId, 2UL), (opened.Record!.Owner, opened.Record.Version));
        Assert.Equal(ReadRejection.KeyNotHeld, Refusal(_bob));
    }

    [Fact]
    public void A_group_reads_with_the_groups_key()
    {
        using var group = HpkePrivateKey.Generate();
        Execute(_aliceCommands.Put(_record, new RecordContent("alice"u8, "shared"u8), expectedVersion: 0, group.PublicKey));
        Assert.Equal(ReadRejection.KeyNotHeld, Refusal(_bob));

        var opener = new RecordOpener(_bob, LedgerId, TestLedger.TreeDepth, group);
        Assert.True(opener.TryOpen(_record, _ledger.Prove(_record), _ledger.Payload(_record), _ledger.Header, out var opened, out _));
        Assert.Equal("shared"u8, opened.Content!.Value);
        Assert.False(opened.IsKeyConfirmed);
    }

    [Fact]
    public void Another_clients_record_under_ones_tag_shows_its_owner()
    {
        // Whoever sees a tag on its way can write there first, sealed to the victim's public key.
        Execute(_bobCommands.Put(_record, new RecordContent("alice"u8, "forged"u8), expectedVersion: 0, _alice.DecryptionKey.PublicKey));
        Assert.Equal(_bob.ClientId, Open(_alice).Record!.Owner);
    }

    [Fact]
    public void A_copied_ciphertext_is_not_its_copiers_record()
    {
        Put("value", expectedVersion: 0);
        var stolen = _ledger.Payload(_record).ToArray();
        var other = new TestLedger(LedgerId);
        var command = new Command(Operation.Put, _record, 0, PayloadDigest.Of(stolen), _alice.DecryptionKey.PublicKey.KeyId);
        Assert.Equal(CommandResult.Applied, other.Execute(new PreparedCommand(SignedCommand.Sign(command, _bob.SigningKey, LedgerId), stolen)));
        Assert.False(Opener(_alice).TryOpen(_record, other.Prove(_record), stolen, other.Header, out _, out var reason));
        Assert.Equal(ReadRejection.WriterNotOwner, reason);
    }

    [Fact]
    public void A_ciphertext_of_another_record_does_not_open()
    {
        Put("value", expectedVersion: 0);
        var stolen = _ledger.Payload(_record).ToArray();
        var elsewhere = _aliceCommands.KeyOf("accounts", "elsewhere"u8);
        var command = new Command(Operation.Put, elsewhere, 0, PayloadDigest.Of(stolen), _alice.DecryptionKey.PublicKey.KeyId);
        Execute(new PreparedCommand(SignedCommand.Sign(command, _alice.SigningKey, LedgerId), stolen));
        Assert.Equal(ReadRejection.NotAuthentic, Refusal(_alice, elsewhere, _ledger.Prove(elsewhere), stolen, _ledger.Header));
    }

    [Fact]
    public void A_payload_of_a_later_version_than_its_record_is_refused()
    {
        var ahead = _aliceCommands.Put(_record, new RecordContent("alice"u8, "value"u8), expectedVersion: 5).Payload;
        var command = new Command(Operation.Put, _record, 0, PayloadDigest.Of(ahead.Span), _alice.DecryptionKey.PublicKey.KeyId);
        Execute(new PreparedCommand(SignedCommand.Sign(command, _alice.SigningKey, LedgerId), ahead));
        Assert.Equal(ReadRejection.VersionAhead, Refusal(_alice));
    }

    [Fact]
    public void An_older_payload_of_the_same_record_is_refused()
    {
        Put("first", expectedVersion: 0);
        var older = _ledger.Payload(_record).ToArray();
        Put("second", expectedVersion: 1);
        Assert.Equal(ReadRejection.PayloadReplaced, Refusal(_alice, _record, _ledger.Prove(_record), older, _ledger.Header));
    }

    [Fact]
    public void An_older_record_does_not_fit_a_newer_header()
    {
        Put("first", expectedVersion: 0);
        var (proof, payload) = (_ledger.Prove(_record), _ledger.Payload(_record).ToArray());
        Put("second", expectedVersion: 1);
        Assert.Equal(ReadRejection.ProofInvalid, Refusal(_alice, _record, proof, payload, _ledger.Header));
    }

    [Fact]
    public void A_header_of_another_ledger_is_refused()
    {
        Put("value", expectedVersion: 0);
        var header = _ledger.Header with { LedgerId = Fr.FromUInt64(1002) };
        Assert.Equal(ReadRejection.OtherLedger, Refusal(_alice, _record, _ledger.Prove(_record), _ledger.Payload(_record), header));
    }

    [Fact]
    public void A_record_does_not_pass_for_another_or_for_absent()
    {
        Put("value", expectedVersion: 0);
        var other = _aliceCommands.KeyOf("accounts", "other"u8);
        var proof = _ledger.Prove(_record);
        Assert.Equal(ReadRejection.ProofInvalid, Refusal(_alice, other, proof, _ledger.Payload(_record), _ledger.Header));
        Assert.Equal(ReadRejection.ProofInvalid, Refusal(_alice, _record, proof with { Occupant = null }, [], _ledger.Header));
    }

    [Fact]
    public void A_changed_record_does_not_fit_its_path()
    {
        Put("value", expectedVersion: 0);
        var proof = _ledger.Prove(_record);
        var record = proof.Occupant!;
        var changed = new[]
        {
            record with { Version = 2 },
            record with { Owner = _bob.ClientId },
            record with { PayloadDigest = record.PayloadDigest + Fr.One },
            record with { EncryptionKeyId = Fr.One },
            record with { IsLive = false },
        };
        foreach (var lie in changed)
            Assert.Equal(ReadRejection.ProofInvalid, Refusal(_alice, _record, proof with { Occupant = lie }, _ledger.Payload(_record), _ledger.Header));
    }

    [Fact]
    public void Payloads_come_with_live_records_only()
    {
        Put("value", expectedVersion: 0);
        var payload = _ledger.Payload(_record).ToArray();
        Assert.Equal(ReadRejection.PayloadMissing, Refusal(_alice, _record, _ledger.Prove(_record), [], _ledger.Header));
        Execute(_aliceCommands.Delete(_record, expectedVersion: 1));
        Assert.Equal(ReadRejection.PayloadUnexpected, Refusal(_alice, _record, _ledger.Prove(_record), payload, _ledger.Header));
        var vacant = _aliceCommands.KeyOf("accounts", "nobody"u8);
        Assert.Equal(ReadRejection.PayloadUnexpected, Refusal(_alice, vacant, _ledger.Prove(vacant), payload, _ledger.Header));
    }

    [Fact]
    public void A_record_written_by_other_software_is_refused()
    {
        byte[] foreign = [1, 2, 3];
        var command = new Command(Operation.Put, _record, 0, PayloadDigest.Of(foreign), _alice.DecryptionKey.PublicKey.KeyId);
        Execute(new PreparedCommand(SignedCommand.Sign(command, _alice.SigningKey, LedgerId), foreign));
        Assert.Equal(ReadRejection.PayloadMalformed, Refusal(_alice));
    }

    [Fact]
    public void A_record_that_names_a_key_it_is_not_sealed_to_is_refused()
    {
        var toBob = _aliceCommands.Put(_record, new RecordContent("alice"u8, "value"u8), expectedVersion: 0, _bob.DecryptionKey.PublicKey).Payload;
        var command = new Command(Operation.Put, _record, 0, PayloadDigest.Of(toBob.Span), _alice.DecryptionKey.PublicKey.KeyId);
        Execute(new PreparedCommand(SignedCommand.Sign(command, _alice.SigningKey, LedgerId), toBob));
        Assert.Equal(ReadRejection.NotAuthentic, Refusal(_alice));
    }

    [Fact]
    public void Every_changed_byte_of_an_answered_payload_is_refused()
    {
        Put("value", expectedVersion: 0);
        var proof = _ledger.Prove(_record);
        var original = _ledger.Payload(_record).ToArray();
        for (int i = 0; i < original.Length; i++)
        {
            var changed = original.ToArray();
            changed[i] ^= 1;
            Assert.Equal(ReadRejection.PayloadReplaced, Refusal(_alice, _record, proof, changed, _ledger.Header));
        }
    }

    private void Put(string value, ulong expectedVersion) =>
        Execute(_aliceCommands.Put(_record, new RecordContent("alice"u8, Encoding.UTF8.GetBytes(value)), expectedVersion));

    private void Execute(PreparedCommand command) => Assert.Equal(CommandResult.Applied, _ledger.Execute(command));

    private static RecordOpener Opener(ClientKeys keys) => new(keys, LedgerId, TestLedger.TreeDepth);

    private OpenedRecord Open(ClientKeys keys)
    {
        Assert.True(Opener(keys).TryOpen(_record, _ledger.Prove(_record), _ledger.Payload(_record), _ledger.Header, out var opened, out var reason), reason.ToString());
        return opened;
    }

    private ReadRejection Refusal(ClientKeys keys) => Refusal(keys, _record, _ledger.Prove(_record), _ledger.Payload(_record), _ledger.Header);

    private static ReadRejection Refusal(ClientKeys keys, RecordKey asked, RecordProof proof, ReadOnlySpan<byte> payload, BatchHeader header)
    {
        Assert.False(Opener(keys).TryOpen(asked, proof, payload, header, out var opened, out var reason));
        Assert.Null(opened);
        return reason;
    }
}
