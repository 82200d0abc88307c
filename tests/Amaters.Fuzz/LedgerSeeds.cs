using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Entries;
using Amaters.Ledger.Protocol;
using Amaters.Verifier.Bundles;
using Amaters.Verifier.Checkpoints;
using Amaters.Verifier.Genesis;
using Amaters.Verifier.Receipts;
using Google.Protobuf;
using RecordKey = Amaters.Circuits.Statements.RecordKey;

namespace Amaters.Fuzz;

/// <summary>A tiny ledger in which everything holds but its proof: entries of its log, its bundle and a receipt.</summary>
internal static class LedgerSeeds
{
    private static readonly SchnorrSecretKey Client = SchnorrSecretKey.FromSeed(new byte[32]);

    public static GenesisDocument Genesis { get; } = GenesisDocument.Create(new GenesisFacts
    {
        Name = "fuzz",
        Nonce = [.. new byte[32]],
        Shape = new CircuitShape(2, 2),
        CircuitDigest = [.. new byte[32]],
        VerifyingKeyDigest = [.. FuzzSeeds.Key.ComputeDigest()],
        IsDevelopmentKey = true,
        Members = [new GenesisMember(1, [.. Member().PublicKey], Member().Verifier.KeyName)],
        IsRegistrationOpen = true,
        Registrars = [],
        SliceCount = 8,
        ShardCount = 2,
        PayloadBytesMax = 64,
    });

    /// <summary>One entry of each kind, in an order in which each takes effect.</summary>
    public static IReadOnlyList<LedgerEntry> Entries { get; } =
    [
        Entry(entry => entry.KeyRegistry = new KeyRegistryEntry { Register = Registration() }),
        Entry(entry => entry.Command = CommandEntry(1)),
        Entry(entry => entry.Command = CommandEntry(2)),
        Entry(entry => entry.Seal = new SealEntry { BatchNumber = 1, Count = 1 }),
        Entry(entry => entry.Proof = new ProofEntry { BatchNumber = 1, Proof = ByteString.CopyFrom(FuzzSeeds.Proof.Encode()), Worker = "w" }),
        Entry(entry => entry.Placement = new PlacementEntry { Epoch = 2, ShardOfSlice = { 1, 1, 0, 0, 1, 0, 1, 0 } }),
        Entry(entry => entry.Refusal = new RefusalEntry { BatchNumber = 1, Worker = "w", Reason = "r" }),
        Entry(entry => entry.NoOp = new NoOpEntry()),
    ];

    public static byte[] Bundle { get; } = MakeBundle();

    public static byte[] Receipt { get; } = MakeReceipt();

    private static BundleBatch Batch()
    {
        SignedCommand[] commands = [Put(1), Put(2)];
        var executable = Circuits.Statements.Batch.TryCreate(Genesis.Facts.Shape, Genesis.LedgerId, ChainPosition.Genesis(Genesis.Facts.Shape), commands, out var batch, out var fault)
            ? batch
            : throw new InvalidOperationException($"The sample batch is well formed, but: {fault}");
        return new BundleBatch(BatchExecutor.Execute(executable, new LedgerState(Genesis.Facts.Shape.TreeDepth)).Header, FuzzSeeds.Proof, commands);
    }

    private static byte[] MakeBundle()
    {
        using var stream = new MemoryStream();
        using var writer = new BundleWriter(stream, Genesis, FuzzSeeds.Key, BundleStart.Genesis);
        writer.Write(Batch());
        writer.Write(CheckpointOver(Batch()));
        writer.Complete();
        return stream.ToArray();
    }

    private static byte[] MakeReceipt()
    {
        var batch = Batch();
        var evidence = new ReceiptEvidence(batch.Header, batch.Proof, batch.Commands[1], batch.BuildCommandsTree(Genesis.Facts.Shape).Path(1), []);
        return Verifier.Receipts.Receipt.Encode(Genesis, FuzzSeeds.Key, evidence, [CheckpointOver(batch)]);
    }

    private static SignedNote CheckpointOver(BundleBatch batch)
    {
        var log = new TransparencyTreeHead();
        log.Append(batch.Header.Digest().ToBytes());
        using var member = Member();
        return new Checkpoint(Genesis.LedgerId, log.Size, [.. log.Root]).Sign(member);
    }

    private static NoteSigner Member() => new("fuzz/node-1", new byte[NoteSigner.SecretKeyByteCount]);

    private static LedgerEntry Entry(Action<LedgerEntry> fill)
    {
        var entry = new LedgerEntry { FormatVersion = LedgerEntryCodec.FormatVersion, LeaderTimeMs = 1 };
        fill(entry);
        return entry;
    }

    private static CommandEntry CommandEntry(ulong tag) => new() { SignedCommand = ByteString.CopyFrom(Put(tag).ToBytes()), Payload = ByteString.CopyFrom(1, 2, 3) };

    private static SignedCommand Put(ulong tag) =>
        SignedCommand.Sign(new Command(Operation.Put, new RecordKey(Fr.One, Fr.FromUInt64(tag)), 0, PayloadDigest.Of([1, 2, 3]), Fr.One), Client, Genesis.LedgerId);

    private static RegisterKey Registration()
    {
        var publicKey = new byte[SchnorrPublicKey.EncodedByteCount];
        Client.PublicKey.Encode(publicKey);
        var signature = new byte[SchnorrSignature.EncodedByteCount];
        Client.Sign(KeyChangeDigest.Register(Genesis.LedgerId, publicKey, "fuzz"), Genesis.LedgerId).Encode(signature);
        return new RegisterKey { PublicKey = ByteString.CopyFrom(publicKey), Label = "fuzz", PossessionSignature = ByteString.CopyFrom(signature) };
    }
}
