using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;

namespace Amaters.Circuits.Statements;

/// <summary>Commands in an order, each with a valid signature: everything that <see cref="BatchExecutor"/> needs beside the state.</summary>
public sealed class Batch
{
    private Batch(CircuitShape shape, in Fr ledgerId, in ChainPosition position, IReadOnlyList<SignedCommand> commands)
    {
        Shape = shape;
        LedgerId = ledgerId;
        Position = position;
        Commands = commands;
    }

    /// <summary>The sizes of the ledger's circuit.</summary>
    public CircuitShape Shape { get; }

    /// <summary>The ledger that all commands are signed for.</summary>
    public Fr LedgerId { get; }

    /// <summary>What the batch continues.</summary>
    public ChainPosition Position { get; }

    /// <summary>The clients' commands, at most k; padding is added by the executor.</summary>
    public IReadOnlyList<SignedCommand> Commands { get; }

    /// <summary>Makes a batch of commands that a ledger may execute, or names what is wrong with them. Every signature is verified.</summary>
    public static bool TryCreate(
        CircuitShape shape, in Fr ledgerId, in ChainPosition position, IReadOnlyList<SignedCommand> commands, [NotNullWhen(true)] out Batch? batch, out BatchFault fault)
    {
        ArgumentNullException.ThrowIfNull(commands);
        var ledger = ledgerId;
        return TryCreate(shape, ledgerId, position, commands, i => commands[i].HasValidSignature(ledger), out batch, out fault);
    }

    /// <summary>The same of commands whose signatures were verified before; one that was verified for another ledger is refused.</summary>
    public static bool TryCreateFromVerified(
        CircuitShape shape, in Fr ledgerId, in ChainPosition position, IReadOnlyList<VerifiedCommand> commands, [NotNullWhen(true)] out Batch? batch, out BatchFault fault)
    {
        ArgumentNullException.ThrowIfNull(commands);
        var ledger = ledgerId;
        return TryCreate(shape, ledgerId, position, [.. commands.Select(command => command.Signed)], i => commands[i].LedgerId == ledger, out batch, out fault);
    }

    private static bool TryCreate(
        CircuitShape shape, in Fr ledgerId, in ChainPosition position, IReadOnlyList<SignedCommand> commands, Func<int, bool> isSigned, [NotNullWhen(true)] out Batch? batch, out BatchFault fault)
    {
        batch = null;
        fault = new BatchFault(BatchRejection.TooManyCommands, -1);
        if (commands.Count > shape.CommandCount)
            return false;

        for (int i = 0; i < commands.Count; i++)
        {
            fault = new BatchFault(JudgeUnsigned(commands[i]), i);
            if (fault.Reason == BatchRejection.None && !isSigned(i))
                fault = fault with { Reason = BatchRejection.InvalidSignature };
            if (fault.Reason != BatchRejection.None)
                return false;
        }

        batch = new Batch(shape, ledgerId, position, [.. commands]);
        fault = new BatchFault(BatchRejection.None, -1);
        return true;
    }

    private static BatchRejection JudgeUnsigned(SignedCommand command) =>
        command.Command.Operation == Operation.Noop ? BatchRejection.ClientNoop
        : command.PublicKey.Equals(SchnorrSecretKey.Padding.PublicKey) ? BatchRejection.PaddingKey
        : BatchRejection.None;
}
