using Amaters.Circuits.Statements;
using Amaters.Verifier.Bundles;

namespace Amaters.Ledger.Client.Connection;

/// <summary>Puts one bundle together from what several nodes send of it: where one breaks off, another goes on.</summary>
/// <remarks>
/// Nodes send equal batches and each its own checkpoints, so a bundle is continued at a batch, not at a byte: whole frames are
/// taken over, each batch once and in order, and the digest at the end is made anew. Nothing is judged here but the order.
/// </remarks>
internal sealed class BundleSplice : IDisposable
{
    /// <summary>Frames besides batches that are taken from one node: an honest one sends five, a liar shall not send for ever.</summary>
    private const int OtherFrameCountMax = 8;

    private readonly ulong _firstBatch;
    private readonly ulong _lastBatch;
    private readonly MemoryStream _written = new();
    private readonly MemoryStream _received = new();
    private FrameWriter? _frames;
    private ulong _nextBatch;
    private int _otherFrameCount;
    private bool _hasMagic;
    private bool _hasBatch;

    /// <summary>A bundle of the batches first … last.</summary>
    public BundleSplice(ulong firstBatch, ulong lastBatch) => (_firstBatch, _lastBatch, _nextBatch) = (firstBatch, lastBatch, firstBatch);

    /// <summary>The batch from which a node is to be asked: the first that is missing, or the last once more, for the checkpoint after it.</summary>
    public ulong ContinueAt => _nextBatch == _firstBatch ? _firstBatch : Math.Min(_nextBatch, _lastBatch);

    /// <summary>True when the bundle is whole.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>A node begins to send, from <see cref="ContinueAt"/> on; what the one before sent of a frame is dropped.</summary>
    public void Begin()
    {
        _received.SetLength(0);
        (_hasMagic, _hasBatch, _otherFrameCount) = (false, false, 0);
        if (_nextBatch != _firstBatch)
            return;
        // Nothing has left yet: the next node's beginning replaces this one's.
        _written.SetLength(0);
        _frames?.Dispose();
        _frames = new FrameWriter(_written, BundleAuditor.Magic);
    }

    /// <summary>Takes over what a node sends.</summary>
    /// <exception cref="LedgerDeceitException">It is no bundle, or not of the batches that were asked for.</exception>
    public void Add(ReadOnlySpan<byte> chunk)
    {
        _received.Write(chunk);
        var rest = _received.GetBuffer().AsSpan(0, (int)_received.Length);
        if (!_hasMagic)
        {
            if (rest.Length < BundleAuditor.Magic.Length)
                return;
            if (!rest.StartsWith(BundleAuditor.Magic))
                throw new LedgerDeceitException("What the node sends is no bundle.");
            _hasMagic = true;
            rest = rest[BundleAuditor.Magic.Length..];
        }

        while (rest.Length >= FrameHead.EncodedByteCount)
        {
            if (!FrameHead.TryDecode(rest, out var head) || IsComplete)
                throw new LedgerDeceitException("What the node sends is no bundle.");
            var byteCount = FrameHead.EncodedByteCount + head.BodyByteCount;
            if (rest.Length < byteCount)
                break;
            Take(head.Kind, rest[FrameHead.EncodedByteCount..byteCount]);
            rest = rest[byteCount..];
        }

        var left = rest.ToArray();
        _received.SetLength(0);
        _received.Write(left);
    }

    /// <summary>The bytes that are ready to be kept; each is given out once.</summary>
    public ReadOnlyMemory<byte> TakeWritten()
    {
        // A beginning without a batch may still be replaced.
        if (_nextBatch == _firstBatch)
            return default;
        var bytes = _written.ToArray();
        _written.SetLength(0);
        return bytes;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _frames?.Dispose();
        _written.Dispose();
        _received.Dispose();
    }

    private void Take(FrameKind kind, ReadOnlySpan<byte> body)
    {
        switch (kind)
        {
            case FrameKind.Batch:
                TakeBatch(body);
                break;
            case FrameKind.End:
                if (_nextBatch != _lastBatch + 1)
                    throw new LedgerDeceitException($"The node's bundle ends after batch {_nextBatch - 1}; batches to {_lastBatch} were asked for.");
                _frames!.Complete();
                IsComplete = true;
                break;
            default:
                if (++_otherFrameCount > OtherFrameCountMax)
                    throw new LedgerDeceitException("What the node sends is no bundle: it has too much besides batches.");
                // The beginning comes from the first node, the last checkpoint from the one that has sent the last batch.
                if (_nextBatch == _firstBatch || (_hasBatch && _nextBatch > _lastBatch))
                    _frames!.Write(kind, body);
                break;
        }
    }

    private void TakeBatch(ReadOnlySpan<byte> body)
    {
        if (body.Length < BatchHeader.EncodedByteCount || !BatchHeader.TryDecode(body[..BatchHeader.EncodedByteCount], out var header, out _))
            throw new LedgerDeceitException("The node's bundle has a malformed batch.");
        _hasBatch = true;
        if (header.Range.BatchNumber < _nextBatch)
            return;
        if (header.Range.BatchNumber > _nextBatch)
            throw new LedgerDeceitException($"The node's bundle has batch {header.Range.BatchNumber} where {_nextBatch} is due.");
        _frames!.Write(FrameKind.Batch, body);
        _nextBatch++;
    }
}
