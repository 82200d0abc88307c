using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Trees;

namespace Amaters.Circuits.Statements;

/// <summary>The statement, natively: what every replica computes and the circuit proves.</summary>
public static class BatchExecutor
{
    /// <summary>Executes a batch's commands in order, padded to k. Total and deterministic; the given state stays as it is.</summary>
    /// <exception cref="ArgumentException">The state is not the one that the batch continues.</exception>
    public static BatchExecution Execute(Batch batch, LedgerState state)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(state);
        if (state.TreeDepth != batch.Shape.TreeDepth || state.Root != batch.Position.StateRoot)
            throw new ArgumentException("The batch continues another state.", nameof(state));

        var fork = state.Fork();
        CommandTrace[] commands = [.. Padded(batch).Select(signed => ExecuteOne(signed, fork.State))];
        return new BatchExecution
        {
            Results = [.. commands.Take(batch.Commands.Count).Select(command => command.Result)],
            Trace = new BatchTrace { Shape = batch.Shape, Header = HeaderOf(batch.Position, commands, batch.LedgerId), Commands = commands },
            After = fork,
        };
    }

    /// <summary>The header of commands that were executed from a position of the chain on (BATCH-1 to BATCH-5).</summary>
    internal static BatchHeader HeaderOf(in ChainPosition position, IReadOnlyList<CommandTrace> commands, in Fr ledgerId) => new(
        position.PreviousHeader,
        position.StateRoot,
        commands[^1].RootAfter,
        new CommandsTree([.. commands.Select(command => command.Signed.Digest)]).Root,
        BatchOutcomes.Of([.. commands.Select(command => command.Result)]),
        new BatchRange(position.NextBatchNumber, position.NextIndex, (ushort)commands.Count(command => command.Signed.Command.Operation != Operation.Noop)),
        ledgerId);

    private static IEnumerable<SignedCommand> Padded(Batch batch)
    {
        int missing = batch.Shape.CommandCount - batch.Commands.Count;
        return missing == 0
            ? batch.Commands
            : batch.Commands.Concat(Enumerable.Repeat(SignedCommand.Sign(Command.Padding, SchnorrSecretKey.Padding, batch.LedgerId), missing));
    }

    private static CommandTrace ExecuteOne(SignedCommand signed, LedgerState state)
    {
        ulong position = signed.Command.Key.Position(state.TreeDepth);
        var old = state.RecordAt(position);
        var path = state.PathOf(position);
        var rootBefore = state.Root;
        var result = CommandRules.Judge(signed.Command, signed.Client, old);
        var after = old;
        if (result == CommandResult.Applied)
        {
            after = CommandRules.Apply(signed.Command, signed.Client, old);
            state.Write(position, after);
        }

        return new CommandTrace
        {
            Signed = signed,
            Position = position,
            OldRecord = old,
            NewRecord = after,
            Path = path,
            RootBefore = rootBefore,
            RootAfter = state.Root,
            Result = result,
        };
    }
}
