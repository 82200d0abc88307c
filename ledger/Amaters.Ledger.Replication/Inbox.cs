using System.Diagnostics;

namespace Amaters.Ledger.Replication;

/// <summary>A queue with many writers and one reader that takes everything at once; two lists change places, so nothing is allocated per item.</summary>
internal sealed class Inbox<T>
{
    private readonly Lock _lock = new();
    private readonly WakeSignal _signal = new();
    private List<T> _items = [];
    private int _company, _enough = 1;
    private bool _isWaiting, _isUrgent, _isClosed;

    /// <summary>Adds an item; false after <see cref="Close"/>.</summary>
    public bool Post(T item, Urgency urgency = Urgency.Now)
    {
        bool wakes;
        lock (_lock)
        {
            if (_isClosed)
                return false;
            _items.Add(item);
            _isUrgent |= urgency == Urgency.Now;
            if (urgency == Urgency.WithCompany)
                _company++;
            wakes = EndWaitingIfDue();
        }

        // Outside the lock, which the woken thread takes first.
        if (wakes)
            _signal.Wake();
        return true;
    }

    /// <summary>Blocks until there is something to take, then swaps it for the emptied list given; false once closed and empty.</summary>
    /// <param name="emptied">Takes the items.</param>
    /// <param name="enough">Items <see cref="Urgency.WithCompany"/> that end the waiting.</param>
    /// <param name="patience">Ends the waiting in any case, perhaps with nothing; null to wait on.</param>
    public bool Take(ref List<T> emptied, int enough = 1, TimeSpan? patience = null)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var left = patience - Stopwatch.GetElapsedTime(began);
            lock (_lock)
            {
                _enough = enough;
                if (IsDue || left <= TimeSpan.Zero)
                {
                    (_isWaiting, _isUrgent, _company) = (false, false, 0);
                    (_items, emptied) = (emptied, _items);
                    return emptied.Count > 0 || !_isClosed;
                }

                _isWaiting = true;
            }

            _signal.Sleep(left);
        }
    }

    /// <summary>Ends the queue: what is in it can still be taken, nothing more is added.</summary>
    public void Close()
    {
        bool wakes;
        lock (_lock)
        {
            _isClosed = true;
            wakes = EndWaitingIfDue();
        }

        if (wakes)
            _signal.Wake();
    }

    private bool IsDue => _isUrgent || _company >= _enough || _isClosed;

    private bool EndWaitingIfDue()
    {
        if (!_isWaiting || !IsDue)
            return false;
        _isWaiting = false;
        return true;
    }
}
