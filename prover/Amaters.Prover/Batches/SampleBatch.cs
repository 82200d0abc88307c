using System.Buffers.Binary;
using System.Security.Cryptography;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;

namespace Amaters.Prover.Batches;

/// <summary>Made-up batches for trials, tests and measurements: equal seeds give equal batches.</summary>
/// <remarks>Three clients with a few dozen records, then a full batch of puts, deletes and transfers, some of which rules refuse.</remarks>
public static class SampleBatch
{
    private const int ClientCount = 3;
    private const int RecordCount = 24;

    /// <summary>Makes a batch of k commands and the state that it meets.</summary>
    /// <param name="shape">The circuit's shape.</param>
    /// <param name="seed">Which batch.</param>
    public static BatchInput Create(CircuitShape shape, int seed)
    {
        var random = new Random(seed);
        var clients = Enumerable.Range(0, ClientCount).Select(i => SchnorrSecretKey.FromSeed(Seed(seed, i))).ToArray();
        var ledgerId = Fr.FromUInt64((ulong)random.NextInt64());
        var records = Enumerable.Range(0, RecordCount).Select(_ => NewRecord(random, clients)).DistinctBy(record => record.Key.Position(shape.TreeDepth)).ToArray();
        var root = BatchInput.StateOf(records, shape.TreeDepth).Root;
        var position = new ChainPosition(Element(random), root, NextBatchNumber: 2, NextIndex: RecordCount + 1);
        var commands = Enumerable.Range(0, shape.CommandCount).Select(_ => NewCommand(random, clients, records, ledgerId)).ToArray();
        return Batch.TryCreate(shape, ledgerId, position, commands, out var batch, out var fault)
            ? new BatchInput(batch, records)
            : throw new InvalidOperationException($"A sample batch is well-formed, but: {fault}");
    }

    private static SignedCommand NewCommand(Random random, SchnorrSecretKey[] clients, Record[] records, in Fr ledgerId)
    {
        var client = clients[random.Next(clients.Length)];
        var target = random.Next(4) == 0 ? NewRecord(random, clients) with { Version = 0 } : records[random.Next(records.Length)];
        var command = random.Next(4) switch
        {
            0 => new Command(Operation.Delete, target.Key, target.Version, Fr.Zero, Fr.Zero),
            1 => new Command(Operation.Transfer, target.Key, target.Version, clients[random.Next(clients.Length)].PublicKey.ClientId, Fr.Zero),
            _ => new Command(Operation.Put, target.Key, target.Version, Element(random), Fr.One),
        };
        return SignedCommand.Sign(command, client, ledgerId);
    }

    private static Record NewRecord(Random random, SchnorrSecretKey[] clients) =>
        new(new RecordKey(Fr.FromUInt64(500), Element(random)), Version: 1, clients[random.Next(clients.Length)].PublicKey.ClientId, Element(random), Fr.One, IsLive: true);

    private static Fr Element(Random random)
    {
        Span<byte> bytes = stackalloc byte[Fr.WideByteCount];
        random.NextBytes(bytes);
        return Fr.FromWideBytes(bytes);
    }

    private static byte[] Seed(int seed, int client)
    {
        Span<byte> bytes = stackalloc byte[2 * sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, seed);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[sizeof(int)..], client);
        return SHA256.HashData(bytes);
    }
}
