using System.Security.Cryptography;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Entries;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.StateMachine;
using Amaters.Ledger.Storage;
using Amaters.Verifier.Checkpoints;
using Amaters.Verifier.Genesis;
using Google.Protobuf;
using RecordKey = Amaters.Circuits.Statements.RecordKey;

namespace Amaters.Ledger.Tests;

/// <summary>One replica's state machine, fed with entries by hand, over a real database and with real proofs.</summary>
internal sealed class TestLedger : IDisposable
{
    private readonly SmallCircuit _circuit;
    private readonly string _folder = Directory.CreateTempSubdirectory("amaters-ledger-").FullName;

    public TestLedger(SmallCircuit circuit, GenesisDocument? genesis = null)
    {
        _circuit = circuit;
        Genesis = genesis ?? Found(circuit);
        Open();
    }

    public static NoteSigner Signer { get; } = new("ledger.test/node-1", RandomNumberGenerator.GetBytes(32));

    public GenesisDocument Genesis { get; }

    public LedgerDatabase Database { get; private set; } = null!;

    public LedgerStateMachine Machine { get; private set; } = null!;

    public ulong LogIndex { get; private set; }

    public long TimeMs { get; set; } = 1_000_000;

    public static GenesisDocument Found(SmallCircuit circuit, bool openRegistration = true, SchnorrSecretKey? registrar = null) => GenesisDocument.Create(new GenesisFacts
    {
        Name = "test ledger",
        Nonce = [.. RandomNumberGenerator.GetBytes(32)],
        Shape = SmallCircuit.Shape,
        CircuitDigest = [.. SHA256.HashData("circuit"u8)],
        VerifyingKeyDigest = [.. circuit.VerifyingKey.ComputeDigest()],
        IsDevelopmentKey = true,
        Members = [new GenesisMember(1, Signer.PublicKey, Signer.Verifier.KeyName)],
        IsRegistrationOpen = openRegistration,
        Registrars = registrar is null ? [] : [[.. Encode(registrar.PublicKey)]],
        SliceCount = 8,
        ShardCount = 3,
        PayloadBytesMax = 1000,
    });

    /// <summary>Applies one entry and returns the state machine's answer.</summary>
    public object? Apply(LedgerEntry entry)
    {
        entry.FormatVersion = LedgerEntryCodec.FormatVersion;
        // An entry of a recorded log keeps its stamp.
        entry.LeaderTimeMs = entry.LeaderTimeMs == 0 ? TimeMs++ : entry.LeaderTimeMs;
        return Apply(LedgerEntryCodec.Encode(entry));
    }

    public object? Apply(byte[] data)
    {
        var results = new object?[1];
        Machine.Apply([new Entry(new Term(1), new LogIndex(++LogIndex), EntryType.Normal, data)], results);
        return results[0];
    }

    public void Register(SchnorrSecretKey key, string label = "client") => Assert.Equal(ResultCode.Ok, ChangeKey(new KeyRegistryEntry { Register = Registration(key, label) }));

    public RegisterKey Registration(SchnorrSecretKey key, string label = "client")
    {
        var publicKey = Encode(key.PublicKey);
        return new RegisterKey { PublicKey = ByteString.CopyFrom(publicKey), Label = label, PossessionSignature = Sign(key, KeyChangeDigest.Register(Genesis.LedgerId, publicKey, label)) };
    }

    public KeyRegistryEntry Revocation(SchnorrSecretKey key)
    {
        var publicKey = Encode(key.PublicKey);
        return new KeyRegistryEntry
        {
            Revoke = new RevokeKey { PublicKey = ByteString.CopyFrom(publicKey), SignerPublicKey = ByteString.CopyFrom(publicKey), Signature = Sign(key, KeyChangeDigest.Revoke(Genesis.LedgerId, publicKey)) },
        };
    }

    public KeyRegistryEntry Expiry(SchnorrSecretKey key, ulong atSequence)
    {
        var publicKey = Encode(key.PublicKey);
        return new KeyRegistryEntry
        {
            Expire = new ExpireKey
            {
                PublicKey = ByteString.CopyFrom(publicKey),
                AtSequence = atSequence,
                SignerPublicKey = ByteString.CopyFrom(publicKey),
                Signature = Sign(key, KeyChangeDigest.Expire(Genesis.LedgerId, publicKey, atSequence)),
            },
        };
    }

    public KeyRegistryEntry Rotation(SchnorrSecretKey key, SchnorrSecretKey successor)
    {
        var (old, next) = (Encode(key.PublicKey), Encode(successor.PublicKey));
        return new KeyRegistryEntry
        {
            Rotate = new RotateKey
            {
                PublicKey = ByteString.CopyFrom(old),
                SuccessorPublicKey = ByteString.CopyFrom(next),
                Signature = Sign(key, KeyChangeDigest.Rotate(Genesis.LedgerId, old, next)),
                SuccessorSignature = Sign(successor, KeyChangeDigest.ConsentToSucceed(Genesis.LedgerId, old, next)),
            },
        };
    }

    /// <summary>Puts a placement table into force; answers the epoch that then is.</summary>
    public ulong Place(ulong epoch, params uint[] shardOfSlice) => (ulong)Apply(new LedgerEntry { Placement = new PlacementEntry { Epoch = epoch, ShardOfSlice = { shardOfSlice } } })!;

    public ResultCode ChangeKey(KeyRegistryEntry entry) => ((KeyRegistry.KeyChangeOutcome)Apply(new LedgerEntry { KeyRegistry = entry })!).Code;

    public ByteString Sign(SchnorrSecretKey key, Fr digest)
    {
        var signature = new byte[SchnorrSignature.EncodedByteCount];
        key.Sign(digest, Genesis.LedgerId).Encode(signature);
        return ByteString.CopyFrom(signature);
    }

    public CommandOutcome Submit(SignedCommand command, byte[]? payload = null) => (CommandOutcome)Apply(new LedgerEntry { Command = EntryOf(command, payload) })!;

    public static CommandEntry EntryOf(SignedCommand command, byte[]? payload = null) => new() { SignedCommand = ByteString.CopyFrom(command.ToBytes()), Payload = ByteString.CopyFrom(payload ?? []) };

    public SignedCommand Put(SchnorrSecretKey key, ulong tag, ulong version, byte[] payload, ulong collection = 1) =>
        SignedCommand.Sign(new Command(Operation.Put, KeyOf(tag, collection), version, PayloadDigest.Of(payload), Fr.One), key, Genesis.LedgerId);

    public SignedCommand Delete(SchnorrSecretKey key, ulong tag, ulong version) =>
        SignedCommand.Sign(new Command(Operation.Delete, KeyOf(tag, 1), version, Fr.Zero, Fr.Zero), key, Genesis.LedgerId);

    public SignedCommand Transfer(SchnorrSecretKey key, ulong tag, ulong version, Fr newOwner) =>
        SignedCommand.Sign(new Command(Operation.Transfer, KeyOf(tag, 1), version, newOwner, Fr.Zero), key, Genesis.LedgerId);

    public static RecordKey KeyOf(ulong tag, ulong collection = 1) => new(Fr.FromUInt64(collection), Fr.FromUInt64(tag));

    public SealOutcome Seal(uint count) => (SealOutcome)Apply(SealOf(Machine.Progress.SealedBatch + 1, count))!;

    /// <summary>The entry by which an honest leader in this replica's state seals a batch.</summary>
    public LedgerEntry SealOf(ulong batchNumber, uint count) => new() { Seal = Machine.AuditTrail.AttestIn(new SealEntry { BatchNumber = batchNumber, Count = count }) };

    public byte[] Prove(ulong batchNumber) => _circuit.Prove(Machine.SealedBatches.Single(batch => batch.Number == batchNumber).Execution.Trace);

    public ProofOutcome SubmitProof(ulong batchNumber, byte[] proof) => (ProofOutcome)Apply(new LedgerEntry { Proof = new ProofEntry { BatchNumber = batchNumber, Proof = ByteString.CopyFrom(proof), Worker = "test" } })!;

    /// <summary>Seals all that is pending and proves it.</summary>
    public void ProveAll()
    {
        while (Machine.Progress.PendingCount > 0)
            Assert.True(Seal((uint)Math.Min(Machine.Progress.PendingCount, (ulong)SmallCircuit.Shape.CommandCount)).IsSealed);
        foreach (var batch in Machine.SealedBatches.Where(batch => batch.Proof is null).ToList())
            Assert.Equal(ProofOutcome.Accepted, SubmitProof(batch.Number, _circuit.Prove(batch.Execution.Trace)));
    }

    public IReadOnlyList<AuditEvent> AuditEvents() => [.. Database.Newest.From(Family.Audit, []).Select(row => AuditEvent.Parser.ParseFrom(row.Value))];

    /// <summary>Every row of the database, as one digest.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, handle) in Database.AllFamilies())
        {
            hash.AppendData(System.Text.Encoding.ASCII.GetBytes(name));
            foreach (var (key, value) in Database.Newest.From(handle, []))
            {
                hash.AppendData(key);
                hash.AppendData(value);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The state as this replica would send it to another.</summary>
    public byte[] Snapshot()
    {
        using var capture = Machine.Capture();
        using var stream = new MemoryStream();
        capture.WriteTo(stream);
        return stream.ToArray();
    }

    public EntryId SnapshotId => new(new Term(1), new LogIndex(LogIndex));

    /// <summary>Takes over a snapshot as Raft hands it over.</summary>
    public void Restore(byte[] snapshot, EntryId id)
    {
        using var stream = new MemoryStream(snapshot);
        Machine.Restore(stream, id);
        LogIndex = Machine.Applied.Value;
    }

    /// <summary>Closes the database and opens it again, as after a restart.</summary>
    public void Restart()
    {
        Database.Dispose();
        Open();
    }

    public void Dispose()
    {
        Database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    internal static byte[] Encode(SchnorrPublicKey key)
    {
        var bytes = new byte[SchnorrPublicKey.EncodedByteCount];
        key.Encode(bytes);
        return bytes;
    }

    private void Open()
    {
        Database = LedgerDatabase.Open(Path.Combine(_folder, "state"), Genesis.Facts.ShardCount);
        Machine = new LedgerStateMachine(Genesis, _circuit.VerifyingKey, Database);
        LogIndex = Machine.Applied.Value;
    }
}
