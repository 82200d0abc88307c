using System.Collections.Concurrent;

namespace Amaters.Prover.Engines.Vector;

/// <summary>Objects with large buffers, lent to one user at a time and kept for the next.</summary>
internal sealed class ObjectPool<T> : IDisposable
    where T : class, IDisposable, new()
{
    private readonly ConcurrentBag<T> _idle = [];

    /// <summary>An object of which the caller is the only user.</summary>
    public T Rent() => _idle.TryTake(out var item) ? item : new T();

    /// <summary>Gives an object back.</summary>
    public void Return(T item) => _idle.Add(item);

    /// <summary>Frees the objects that are not lent.</summary>
    public void Dispose()
    {
        while (_idle.TryTake(out var item))
            item.Dispose();
    }
}
