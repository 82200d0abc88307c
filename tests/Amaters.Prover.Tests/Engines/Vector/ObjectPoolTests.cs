using Amaters.Prover.Engines.Vector;

namespace Amaters.Prover.Tests.Engines.Vector;

/// <summary>Lent buffers are reused, and freed at once when the pool closes.</summary>
public sealed class ObjectPoolTests
{
    [Fact]
    public void What_is_given_back_is_lent_again()
    {
        using var pool = new ObjectPool<Item>();
        var item = pool.Rent();
        Assert.NotSame(item, pool.Rent());
        pool.Return(item);
        Assert.Same(item, pool.Rent());
    }

    [Fact]
    public void Closing_frees_the_idle_at_once_and_the_lent_when_they_come_back()
    {
        var pool = new ObjectPool<Item>();
        Item idle = pool.Rent(), lent = pool.Rent();
        pool.Return(idle);
        pool.Dispose();
        Assert.True(idle.IsDisposed);
        Assert.False(lent.IsDisposed);
        pool.Return(lent);
        Assert.True(lent.IsDisposed);
        Assert.Throws<ObjectDisposedException>(pool.Rent);
    }

    private sealed class Item : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
