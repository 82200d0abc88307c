using Amaters.Ledger.Protocol;
using Google.Protobuf;
using Grpc.Core;

namespace Amaters.Ledger.Node.Services;

/// <summary>A stream whose bytes leave as messages of up to 64 KiB. Writing blocks while the receiver is slow, so memory stays bounded.</summary>
internal sealed class BundleChunkStream(IServerStreamWriter<BundleChunk> chunks, CancellationToken cancellation) : Stream
{
    private const int ChunkByteCount = 64 << 10;

    private readonly MemoryStream _pending = new(ChunkByteCount);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var part = buffer[..Math.Min(buffer.Length, ChunkByteCount - (int)_pending.Length)];
            _pending.Write(part);
            buffer = buffer[part.Length..];
            if (_pending.Length == ChunkByteCount)
                Flush();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        if (_pending.Length == 0)
            return;
        var chunk = new BundleChunk { Data = ByteString.CopyFrom(_pending.GetBuffer(), 0, (int)_pending.Length) };
        _pending.SetLength(0);
        chunks.WriteAsync(chunk, cancellation).GetAwaiter().GetResult();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
