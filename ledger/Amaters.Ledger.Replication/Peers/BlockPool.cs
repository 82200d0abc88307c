using System.Buffers;

namespace Amaters.Ledger.Replication.Peers;

/// <summary>Memory of a node's connections in pinned blocks of 16 KiB, the most that a TLS record or an HTTP/2 frame of the default size carries.</summary>
/// <remarks>
/// The web server reads a socket block by block and hands each over by itself; its own blocks of 4 KiB make four reads, and four
/// times the handing over, of one record. The block used last is the next to be lent, for the processor's caches still hold it.
/// </remarks>
internal sealed class BlockPool : MemoryPool<byte>
{
    public const int BlockBytes = 16 << 10;

    /// <summary>Blocks that wait to be lent again; more are left to the garbage collector.</summary>
    private const int MostIdle = 2048;

    private readonly Lock _lock = new();
    private readonly Stack<Block> _idle = new();

    public override int MaxBufferSize => BlockBytes;

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        Block? block;
        lock (_lock)
            _idle.TryPop(out block);
        block ??= new Block(this);
        block.IsLent = true;
        return block;
    }

    protected override void Dispose(bool disposing)
    {
        lock (_lock)
            _idle.Clear();
    }

    private void TakeBack(Block block)
    {
        lock (_lock)
        {
            if (!block.IsLent)
                throw new ObjectDisposedException(nameof(Block), "A block was given back twice.");
            block.IsLent = false;
            if (_idle.Count < MostIdle)
                _idle.Push(block);
        }
    }

    private sealed class Block(BlockPool pool) : IMemoryOwner<byte>
    {
        public bool IsLent { get; set; }

        public Memory<byte> Memory { get; } = GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true);

        public void Dispose() => pool.TakeBack(this);
    }
}
