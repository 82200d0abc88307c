namespace Amaters.Ledger.Replication;

/// <summary>A queue with many writers and one reader that takes everything at once; two lists change places, so nothing is allocated per item.</summary>
internal sealed class Inbox<T>
{
    private readonly object _lock = new();
    private List<T> _items = [];
    private bool _isClosed;

    /// <summary>Adds an item; false after <see cref="Close"/>.</summary>
    public bool Post(T item)
    {
        lock (_lock)
        {
            if (_isClosed)
                return false;
            _items.Add(item);
            if (_items.Count == 1)
                Monitor.Pulse(_lock);
            return true;
        }
    }

    /// <summary>Blocks until there is something, then swaps it for the emptied list given; false once closed and empty.</summary>
    public bool Take(ref List<T> emptied)
    {
        lock (_lock)
        {
            while (_items.Count == 0)
            {
                if (_isClosed)
                    return false;
                Monitor.Wait(_lock);
            }

            (_items, emptied) = (emptied, _items);
            return true;
        }
    }

    /// <summary>Ends the queue: what is in it can still be taken, nothing more is added.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            Monitor.Pulse(_lock);
        }
    }
}
