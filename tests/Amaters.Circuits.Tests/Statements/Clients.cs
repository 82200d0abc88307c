using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;

namespace Amaters.Circuits.Tests.Statements;

/// <summary>A small cast of clients with fixed keys, and the ledger that they sign for.</summary>
internal static class Clients
{
    public static Fr LedgerId { get; } = Fr.FromUInt64(0xA3A7E125);

    public static IReadOnlyList<SchnorrSecretKey> Keys { get; } =
        [.. Enumerable.Range(1, 3).Select(i => SchnorrSecretKey.FromSeed(Enumerable.Repeat((byte)i, 32).ToArray()))];

    public static SchnorrSecretKey Alice => Keys[0];

    public static SchnorrSecretKey Bob => Keys[1];

    public static RecordKey Key(int tag) => new(Fr.FromUInt64(500), Fr.FromInt64(tag));

    public static SignedCommand Put(SchnorrSecretKey client, RecordKey key, ulong expectedVersion, int payload = 1) =>
        SignedCommand.Sign(new Command(Operation.Put, key, expectedVersion, Fr.FromInt64(payload), Fr.FromUInt64(9)), client, LedgerId);

    public static SignedCommand Delete(SchnorrSecretKey client, RecordKey key, ulong expectedVersion) =>
        SignedCommand.Sign(new Command(Operation.Delete, key, expectedVersion, Fr.Zero, Fr.Zero), client, LedgerId);

    public static SignedCommand Transfer(SchnorrSecretKey client, RecordKey key, ulong expectedVersion, Fr newOwner) =>
        SignedCommand.Sign(new Command(Operation.Transfer, key, expectedVersion, newOwner, Fr.Zero), client, LedgerId);

    public static Batch Batch(CircuitShape shape, ChainPosition position, params SignedCommand[] commands)
    {
        Assert.True(Circuits.Statements.Batch.TryCreate(shape, LedgerId, position, commands, out var batch, out var fault), $"{fault}");
        return batch;
    }

    /// <summary>Executes the commands as one batch after another on an empty state and gives the last execution.</summary>
    public static (LedgerState State, IReadOnlyList<CommandResult> Results, ChainPosition Position) Run(CircuitShape shape, params SignedCommand[] commands)
    {
        var state = new LedgerState(shape.TreeDepth);
        var position = ChainPosition.Genesis(shape);
        var results = new List<CommandResult>();
        foreach (var chunk in commands.Chunk(shape.CommandCount))
        {
            var execution = BatchExecutor.Execute(Batch(shape, position, chunk), state);
            execution.After.Commit();
            results.AddRange(execution.Results);
            position = ChainPosition.After(execution.Header);
        }

        return (state, results, position);
    }
}
