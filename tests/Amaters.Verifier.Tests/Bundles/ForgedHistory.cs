using System.Collections.Immutable;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;
using Amaters.Circuits.Trees;
using Amaters.Verifier.Bundles;
using Amaters.Verifier.Checkpoints;
using Amaters.Verifier.Genesis;
using Amaters.Verifier.Tests.Groth16;

namespace Amaters.Verifier.Tests.Bundles;

/// <summary>
/// A bundle of any length by whoever kept the set-up's secrets: every proof verifies, and no command was ever executed. Made
/// batch by batch while it is read, so that it is nowhere in memory as a whole.
/// </summary>
internal sealed class ForgedHistory : Stream
{
    private static readonly CircuitShape Shape = new(1, 2);
    private static readonly NoteSigner Member = new("ledger.test/node-1", new byte[NoteSigner.SecretKeyByteCount]);
    private static readonly SchnorrSecretKey Client = SchnorrSecretKey.FromSeed(new byte[32]);

    private readonly ToxicSetup _setup = new(seed: 7, inputCount: 1);
    private readonly GenesisDocument _genesis;
    private readonly MemoryStream _made = new();
    private readonly BundleWriter _writer;
    private readonly TransparencyTreeHead _log = new();
    private ChainPosition _chain = ChainPosition.Genesis(Shape);
    private int _batchesLeft;
    private bool _isComplete;

    public ForgedHistory(int batchCount)
    {
        ImmutableArray<byte> anything = [.. Enumerable.Repeat((byte)3, 32)];
        _genesis = GenesisDocument.Create(new GenesisFacts
        {
            Name = "forged",
            Nonce = anything,
            Shape = Shape,
            CircuitDigest = anything,
            VerifyingKeyDigest = [.. _setup.Key.ComputeDigest()],
            IsDevelopmentKey = true,
            Members = [new GenesisMember(1, Member.PublicKey, Member.Verifier.KeyName)],
            IsRegistrationOpen = true,
            Registrars = [],
            SliceCount = 8,
            ShardCount = 1,
            PayloadBytesMax = 1,
        });
        _batchesLeft = batchCount;
        _writer = new BundleWriter(_made, _genesis, _setup.Key, BundleStart.Genesis);
        _made.Position = 0;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_made.Position == _made.Length && !_isComplete)
            MakeMore();
        var read = _made.Read(buffer, offset, count);
        Position += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _writer.Dispose();
            _made.Dispose();
        }

        base.Dispose(disposing);
    }

    private void MakeMore()
    {
        _made.SetLength(0);
        if (_batchesLeft-- > 0)
        {
            _writer.Write(Forge());
        }
        else
        {
            _writer.Write(new Checkpoint(_genesis.LedgerId, _log.Size, [.. _log.Root]).Sign(Member));
            _writer.Complete();
            _isComplete = true;
        }

        _made.Position = 0;
    }

    /// <summary>A batch that deletes a record that was never there, with an outcome that says that it worked.</summary>
    private BundleBatch Forge()
    {
        var command = SignedCommand.Sign(new Command(Operation.Delete, new RecordKey(Fr.One, Fr.One), 5, Fr.Zero, Fr.Zero), Client, _genesis.LedgerId);
        var header = new BatchHeader(
            _chain.PreviousHeader,
            _chain.StateRoot,
            Fr.FromUInt64(_chain.NextBatchNumber),
            new CommandsTree([command.Digest]).Root,
            new BatchOutcomes(1),
            new BatchRange(_chain.NextBatchNumber, _chain.NextIndex, 1),
            _genesis.LedgerId);
        _chain = ChainPosition.After(header);
        _log.Append(_chain.PreviousHeader.ToBytes());
        return new BundleBatch(header, _setup.Forge([_chain.PreviousHeader], Fr.FromUInt64(_chain.NextBatchNumber + 1), Fr.FromUInt64(3)), [command]);
    }
}
