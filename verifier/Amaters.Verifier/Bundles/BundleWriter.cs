using Amaters.Verifier.Checkpoints;
using Amaters.Verifier.Genesis;
using Amaters.Verifier.Groth16;

namespace Amaters.Verifier.Bundles;

/// <summary>Writes a bundle, batch by batch, to a stream of any length.</summary>
public sealed class BundleWriter : IDisposable
{
    private readonly FrameWriter _frames;

    /// <summary>Begins a bundle.</summary>
    public BundleWriter(Stream destination, GenesisDocument genesis, VerifyingKey verifyingKey, BundleStart start)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(verifyingKey);
        ArgumentNullException.ThrowIfNull(start);
        _frames = new FrameWriter(destination, BundleAuditor.Magic);
        _frames.Write(FrameKind.Genesis, genesis.CanonicalBytes.Span);
        _frames.Write(FrameKind.VerifyingKey, verifyingKey.Encode());
        _frames.Write(FrameKind.Start, start.Encode());
    }

    /// <summary>Adds the next batch.</summary>
    public void Write(BundleBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _frames.Write(FrameKind.Batch, batch.Encode());
    }

    /// <summary>Adds a signed checkpoint over all batches so far; after the start, one over what came before the bundle.</summary>
    public void Write(SignedNote checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        _frames.Write(FrameKind.Checkpoint, checkpoint.Encode());
    }

    /// <summary>Ends the bundle.</summary>
    public void Complete() => _frames.Complete();

    /// <inheritdoc />
    public void Dispose() => _frames.Dispose();
}
