using System.Buffers;
using Amaters.Ledger.Replication.Peers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Amaters.Ledger.Replication.Tests.Peers;

public sealed class BlockPoolTests
{
    [Fact]
    public void The_web_server_takes_its_memory_from_the_pool()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddLargeBlocks();
        using var pool = builder.Build().Services.GetRequiredService<IMemoryPoolFactory<byte>>().Create();
        using var block = pool.Rent(1);
        Assert.Equal(BlockPool.BlockBytes, block.Memory.Length);
    }

    [Fact]
    public void What_was_given_back_last_is_lent_next_and_to_one_at_a_time()
    {
        using var pool = new BlockPool();
        IMemoryOwner<byte> first = pool.Rent(), second = pool.Rent();
        Assert.False(first.Memory.Equals(second.Memory));
        first.Dispose();
        second.Dispose();
        Assert.Same(second, pool.Rent());
        Assert.Same(first, pool.Rent());
        Assert.NotSame(first, pool.Rent());
    }

    [Fact]
    public void A_block_is_given_back_once()
    {
        using var pool = new BlockPool();
        var block = pool.Rent();
        block.Dispose();
        Assert.Throws<ObjectDisposedException>(block.Dispose);
    }

    [Fact]
    public void More_than_a_block_is_not_lent()
    {
        using var pool = new BlockPool();
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Rent(BlockPool.BlockBytes + 1));
    }
}
