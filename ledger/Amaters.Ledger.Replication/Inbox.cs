namespace Amaters.Ledger.Replication;

/// <summary>A queue with many writers and one reader that takes everything at once; two lists change places, so nothing is allocated per item.</summary>
/// <remarks>Items may be posted as patient: these wake the reader only when there are as many as it asked for, since a wake-up costs more than an item.</remarks>
internal sealed class Inbox<T>
{
    private readonly object _lock = new();
    private List<T> _items = [];
    private int _enough = 1;
    private bool _isWaiting, _isUrgent, _isClosed;

    /// <summary>Adds an item; false after <see cref="Close"/>.</summary>
    /// <param name="item">The item.</param>
    /// <param name="isPatient">True if the reader need not wake for this item alone.</param>
    public bool Post(T item, bool isPatient = false)
    {
        lock (_lock)
        {
            if (_isClosed)
                return false;
            _items.Add(item);
            _isUrgent |= !isPatient;
            WakeIfDue();
            return true;
        }
    }

    /// <summary>Blocks until there is something to take, then swaps it for the emptied list given; false once closed and empty.</summary>
    /// <param name="emptied">Takes the items.</param>
    /// <param name="enough">Patient items that end the waiting.</param>
    /// <param name="patience">Ends the waiting in any case, perhaps with nothing; null to wait on.</param>
    public bool Take(ref List<T> emptied, int enough = 1, TimeSpan? patience = null)
    {
        lock (_lock)
        {
            _enough = enough;
            while (!IsDue)
            {
                _isWaiting = true;
                if (!Monitor.Wait(_lock, patience is { } limit ? (int)Math.Ceiling(limit.TotalMilliseconds) : Timeout.Infinite))
                    break;
            }

            _isWaiting = _isUrgent = false;
            (_items, emptied) = (emptied, _items);
            return emptied.Count > 0 || !_isClosed;
        }
    }

    /// <summary>Ends the queue: what is in it can still be taken, nothing more is added.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            WakeIfDue();
        }
    }

    private bool IsDue => _isUrgent || _items.Count >= _enough || _isClosed;

    private void WakeIfDue()
    {
        if (!_isWaiting || !IsDue)
            return;
        _isWaiting = false;
        Monitor.Pulse(_lock);
    }
}
