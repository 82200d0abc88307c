using System.Collections.Concurrent;

namespace Amaters.Prover.Engines.Vector;

/// <summary>Objects with large buffers, lent to one user at a time and kept for the next.</summary>
internal sealed class ObjectPool<T> : IDisposable
    where T : class, IDisposable, new()
{
    private readonly ConcurrentBag<T> _idle = [];
    private volatile bool _isClosed;

    /// <summary>An object of which the caller is the only user.</summary>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public T Rent()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return _idle.TryTake(out var item) ? item : new T();
    }

    /// <summary>Gives an object back.</summary>
    public void Return(T item)
    {
        _idle.Add(item);
        if (_isClosed)
            FreeIdle();
    }

    /// <summary>Frees the objects; those that are lent follow when they are given back.</summary>
    public void Dispose()
    {
        _isClosed = true;
        FreeIdle();
    }

    private void FreeIdle()
    {
        while (_idle.TryTake(out var item))
            item.Dispose();
    }
}
