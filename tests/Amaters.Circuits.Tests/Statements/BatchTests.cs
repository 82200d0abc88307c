using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;
using static Amaters.Circuits.Tests.Statements.Clients;

namespace Amaters.Circuits.Tests.Statements;

public sealed class BatchTests
{
    private static readonly CircuitShape Shape = new(2, 3);

    [Fact]
    public void More_commands_than_the_shape_has_are_refused() =>
        AssertRejected(BatchRejection.TooManyCommands, -1, Put(Alice, Key(1), 0), Put(Alice, Key(2), 0), Put(Alice, Key(3), 0));

    [Fact]
    public void A_clients_noop_is_refused() =>
        AssertRejected(BatchRejection.ClientNoop, 1, Put(Alice, Key(1), 0), SignedCommand.Sign(Command.Padding, Alice, LedgerId));

    [Fact]
    public void The_padding_key_may_not_command() =>
        AssertRejected(BatchRejection.PaddingKey, 0, Put(SchnorrSecretKey.Padding, Key(1), 0));

    [Fact]
    public void A_signature_for_another_ledger_is_refused() =>
        AssertRejected(BatchRejection.InvalidSignature, 0, SignedCommand.Sign(Put(Alice, Key(1), 0).Command, Alice, LedgerId + Fr.One));

    [Fact]
    public void A_signature_of_another_client_is_refused()
    {
        var command = Put(Alice, Key(1), 0);
        AssertRejected(BatchRejection.InvalidSignature, 0, new SignedCommand(command.Command, Bob.PublicKey, command.Signature));
    }

    [Fact]
    public void A_signature_of_another_command_is_refused()
    {
        // Each field of the command is under the signature.
        var signed = Put(Alice, Key(1), 0);
        var command = signed.Command;
        Command[] changes =
        [
            command with { Operation = Operation.Delete },
            command with { Key = command.Key with { Collection = Fr.One } },
            command with { Key = command.Key with { Tag = Fr.Zero } },
            command with { ExpectedVersion = 1 },
            command with { PayloadDigest = Fr.Zero },
            command with { EncryptionKeyId = Fr.Zero },
        ];
        Assert.All(changes, change => AssertRejected(BatchRejection.InvalidSignature, 0, new SignedCommand(change, Alice.PublicKey, signed.Signature)));
    }

    [Fact]
    public void Only_a_valid_signature_makes_a_verified_command()
    {
        var signed = Put(Alice, Key(1), 0);
        Assert.True(VerifiedCommand.TryVerify(signed, LedgerId, out var verified));
        Assert.Same(signed, verified.Signed);
        Assert.False(VerifiedCommand.TryVerify(signed, LedgerId + Fr.One, out _));
        Assert.False(VerifiedCommand.TryVerify(new SignedCommand(signed.Command, Bob.PublicKey, signed.Signature), LedgerId, out _));
    }

    [Fact]
    public void Verified_commands_make_the_same_batch_and_others_ledgers_none()
    {
        SignedCommand signed = Put(Alice, Key(1), 0), padding = SignedCommand.Sign(Command.Padding, Alice, LedgerId);
        Assert.True(TryCreate(out var batch, out _, Verified(signed, LedgerId)));
        Assert.Equal([signed], batch!.Commands);

        var foreign = SignedCommand.Sign(signed.Command, Alice, LedgerId + Fr.One);
        Assert.False(TryCreate(out _, out var fault, Verified(signed, LedgerId), Verified(foreign, LedgerId + Fr.One)));
        Assert.Equal(new BatchFault(BatchRejection.InvalidSignature, 1), fault);
        Assert.False(TryCreate(out _, out fault, Verified(padding, LedgerId)));
        Assert.Equal(new BatchFault(BatchRejection.ClientNoop, 0), fault);

        static VerifiedCommand Verified(SignedCommand command, Fr ledgerId) => VerifiedCommand.TryVerify(command, ledgerId, out var verified) ? verified : throw new ArgumentException("Not validly signed.", nameof(command));

        static bool TryCreate(out Circuits.Statements.Batch? made, out BatchFault fault, params VerifiedCommand[] commands) =>
            Circuits.Statements.Batch.TryCreateFromVerified(Shape, LedgerId, ChainPosition.Genesis(Shape), commands, out made, out fault);
    }

    [Fact]
    public void Shapes_have_limits()
    {
        Assert.Equal((8, 14), (CircuitShape.Production.CommandCount, CircuitShape.Production.TreeDepth));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CircuitShape(0, 14));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CircuitShape(129, 14));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CircuitShape(8, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CircuitShape(8, 22));
    }

    private static void AssertRejected(BatchRejection reason, int commandIndex, params SignedCommand[] commands)
    {
        Assert.False(Circuits.Statements.Batch.TryCreate(Shape, LedgerId, ChainPosition.Genesis(Shape), commands, out var batch, out var fault));
        Assert.Null(batch);
        Assert.Equal(new BatchFault(reason, commandIndex), fault);
    }
}
