using System.Collections.Concurrent;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;
using Amaters.Circuits.Statements;
using Amaters.Testing;
using static Amaters.Circuits.Tests.Statements.Clients;

namespace Amaters.Circuits.Tests.Statements;

/// <summary>Random histories against a twin that keeps a plain dictionary, writes the rules as one condition and hashes the whole tree.</summary>
public sealed class RandomBatchTests
{
    private static readonly CircuitShape Shape = new(3, 1);
    private static readonly ConcurrentDictionary<(int, Operation, int, int), SignedCommand> Signed = new();

    // Two keys, and a third that shares its position with the first.
    private static readonly RecordKey[] RecordKeys =
        [Key(0), Key(1), Enumerable.Range(2, 1000).Select(Key).First(key => key.Position(Shape.TreeDepth) == Key(0).Position(Shape.TreeDepth))];

    // Few clients, keys and versions: replays, foreign owners, collisions and tombstones are common.
    private static readonly Gen<SignedCommand> Commands =
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, 3], Gen.Int[0, 2], Gen.Int[0, 3], (client, operation, key, version) =>
            Signed.GetOrAdd((client, (Operation)operation, key, version), Sign));

    private static readonly Gen<SignedCommand[][]> Histories = Commands.Array[0, Shape.CommandCount].Array[1, 8];

    [Fact]
    public void Random_histories_agree_with_the_twin() => Check(histories: 60);

    [Fact]
    [Trait(Tier.Name, Tier.Full)]
    public void Thousands_of_random_histories_agree_with_the_twin() => Check(histories: 2000);

    [Fact]
    public void Random_histories_reach_every_result()
    {
        var seen = new ConcurrentDictionary<CommandResult, bool>();
        Histories.Sample(history =>
        {
            foreach (var result in Run(Shape, [.. history.SelectMany(batch => batch)]).Results)
                seen[result] = true;
        }, iter: 150);
        Assert.Equal(Enum.GetValues<CommandResult>().Except([CommandResult.NotExecuted, CommandResult.Noop]).Order(), seen.Keys.Order());
    }

    private static SignedCommand Sign((int Client, Operation Operation, int Key, int Version) choice) => choice.Operation switch
    {
        Operation.Put => Put(Keys[choice.Client], RecordKeys[choice.Key], (ulong)choice.Version, payload: choice.Client),
        Operation.Delete => Delete(Keys[choice.Client], RecordKeys[choice.Key], (ulong)choice.Version),
        _ => Transfer(Keys[choice.Client], RecordKeys[choice.Key], (ulong)choice.Version, Keys[choice.Version % 3].PublicKey.ClientId),
    };

    private static void Check(int histories) =>
        Histories.Sample(history =>
        {
            var state = new LedgerState(Shape.TreeDepth);
            var position = ChainPosition.Genesis(Shape);
            var twin = new Dictionary<ulong, Record>();
            foreach (var commands in history)
            {
                var execution = BatchExecutor.Execute(Batch(Shape, position, commands), state);
                Assert.Equal(commands.Select(command => ExecuteOnTwin(twin, command)), execution.Results.Select(result => result == CommandResult.Applied));
                Assert.Equal(RootOfTwin(twin), execution.Header.NewRoot);
                Assert.Equal(ChainVerdict.Continues, position.Check(execution.Header, LedgerId));
                execution.After.Commit();
                position = ChainPosition.After(execution.Header);
            }

            Assert.All(twin, entry => Assert.Equal(entry.Value, state.RecordAt(entry.Key)));
        }, iter: histories);

    private static bool ExecuteOnTwin(Dictionary<ulong, Record> records, SignedCommand signed)
    {
        var command = signed.Command;
        ulong position = command.Key.Position(Shape.TreeDepth);
        bool present = records.TryGetValue(position, out var old);

        bool keyMatch = !present || old!.Key == command.Key;
        bool versionOk = command.ExpectedVersion == (present ? old!.Version : 0);
        bool ownerOk = !present || old!.Owner == signed.Client;
        bool opOk = command.Operation == Operation.Put || (command.Operation != Operation.Noop && present && old!.IsLive);
        if (!(keyMatch && versionOk && ownerOk && opOk))
            return false;

        var written = old ?? new Record(command.Key, 0, default, default, default, default);
        records[position] = written with
        {
            Version = command.ExpectedVersion + 1,
            Owner = command.Operation switch { Operation.Put => signed.Client, Operation.Transfer => command.PayloadDigest, _ => written.Owner },
            PayloadDigest = command.Operation switch { Operation.Put => command.PayloadDigest, Operation.Delete => Fr.Zero, _ => written.PayloadDigest },
            EncryptionKeyId = command.Operation switch { Operation.Put => command.EncryptionKeyId, Operation.Delete => Fr.Zero, _ => written.EncryptionKeyId },
            IsLive = command.Operation != Operation.Delete,
        };
        return true;
    }

    // Depth 1: the root is one hash of the eight leaves.
    private static Fr RootOfTwin(Dictionary<ulong, Record> records) =>
        Compression.H8(Enumerable.Range(0, 8).Select(i => records.TryGetValue((ulong)i, out var record) ? record.Leaf() : Fr.Zero).ToArray());
}
