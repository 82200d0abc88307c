using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Client.Commands;
using Amaters.Ledger.Client.Encryption;
using Amaters.Ledger.Client.Keys;

namespace Amaters.Ledger.Client.Tests.Commands;

public sealed class CommandFactoryTests : IDisposable
{
    private static readonly Fr LedgerId = Fr.FromUInt64(1001);
    private static readonly RecordContent Content = new("alice"u8, "value"u8);

    private readonly ClientKeys _keys = ClientKeys.Generate();
    private readonly CommandFactory _factory;

    public CommandFactoryTests() => _factory = new CommandFactory(_keys, LedgerId);

    public void Dispose() => _keys.Dispose();

    [Fact]
    public void A_put_commits_to_its_payload_and_names_its_key()
    {
        var record = _factory.KeyOf("customers", "alice"u8);
        var put = _factory.Put(record, Content, expectedVersion: 7);
        var command = put.Command.Command;
        Assert.Equal((Operation.Put, record, 7UL), (command.Operation, command.Key, command.ExpectedVersion));
        Assert.Equal(PayloadDigest.Of(put.Payload.Span), command.PayloadDigest);
        Assert.Equal(_keys.DecryptionKey.PublicKey.KeyId, command.EncryptionKeyId);
        Assert.Equal(_keys.ClientId, put.Command.Client);
    }

    [Fact]
    public void A_put_can_be_sealed_to_a_group()
    {
        using var group = HpkePrivateKey.Generate();
        var record = _factory.KeyOf("customers", "alice"u8);
        var put = _factory.Put(record, Content, expectedVersion: 0, group.PublicKey);
        Assert.Equal(group.PublicKey.KeyId, put.Command.Command.EncryptionKeyId);
        Assert.True(SealedPayload.TryDecode(put.Payload.Span, out var payload, out _));
        Assert.True(payload.TryOpen(group, new RecordAddress(LedgerId, record), out _, out _));
        Assert.False(payload.TryOpen(_keys.DecryptionKey, new RecordAddress(LedgerId, record), out _, out _));
    }

    [Fact]
    public void Deletes_and_transfers_carry_no_payload()
    {
        var record = _factory.KeyOf("customers", "alice"u8);
        var newOwner = Fr.FromUInt64(5);
        var delete = _factory.Delete(record, expectedVersion: 1);
        var transfer = _factory.Transfer(record, expectedVersion: 1, newOwner);
        Assert.Equal(new Command(Operation.Delete, record, 1, Fr.Zero, Fr.Zero), delete.Command.Command);
        Assert.Equal(new Command(Operation.Transfer, record, 1, newOwner, Fr.Zero), transfer.Command.Command);
        Assert.True(delete.Payload.IsEmpty && transfer.Payload.IsEmpty);
    }

    [Fact]
    public void Every_command_is_signed_for_its_ledger_and_no_other()
    {
        var record = _factory.KeyOf("customers", "alice"u8);
        PreparedCommand[] commands = [_factory.Put(record, Content, 0), _factory.Delete(record, 1), _factory.Transfer(record, 1, Fr.One)];
        foreach (var prepared in commands)
        {
            Assert.True(prepared.Command.HasValidSignature(LedgerId));
            Assert.False(prepared.Command.HasValidSignature(LedgerId + Fr.One));
        }
    }

    [Fact]
    public void A_retried_command_takes_effect_once()
    {
        var ledger = new TestLedger(LedgerId);
        var put = _factory.Put(_factory.KeyOf("customers", "alice"u8), Content, expectedVersion: 0);
        Assert.Equal(CommandResult.Applied, ledger.Execute(put));
        Assert.Equal(CommandResult.VersionMismatch, ledger.Execute(put));
    }

    [Fact]
    public void A_command_shows_no_plaintext()
    {
        var content = new RecordContent("PLAINTEXT-KEY"u8, "PLAINTEXT-VALUE"u8);
        var put = _factory.Put(_factory.KeyOf("customers", content.Key), content, expectedVersion: 0);
        Assert.DoesNotContain("PLAINTEXT", put.ToString(), StringComparison.Ordinal);
        Assert.Equal(-1, put.Payload.Span.IndexOf("PLAINTEXT"u8));
    }
}
