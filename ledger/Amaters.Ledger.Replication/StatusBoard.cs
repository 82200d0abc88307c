namespace Amaters.Ledger.Replication;

/// <summary>The newest status of a node, and those who wait for it to become something.</summary>
internal sealed class StatusBoard
{
    private readonly Lock _lock = new();
    private readonly List<(Func<GroupStatus, bool> Condition, TaskCompletionSource<GroupStatus> Waiter)> _waiters = [];
    private volatile GroupStatus? _current;

    /// <summary>The newest status.</summary>
    public GroupStatus Current => _current ?? throw new InvalidOperationException("Nothing has been published yet.");

    /// <summary>Called by the loop at the end of each turn.</summary>
    public void Publish(GroupStatus status)
    {
        if (status == _current)
            return;
        lock (_lock)
        {
            _current = status;
            _waiters.RemoveAll(entry => entry.Condition(status) && (entry.Waiter.TrySetResult(status) || true));
        }
    }

    /// <summary>Completes with the first status that meets the condition, which may be the current one.</summary>
    public Task<GroupStatus> WaitFor(Func<GroupStatus, bool> condition)
    {
        var waiter = new TaskCompletionSource<GroupStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (condition(Current))
                return Task.FromResult(Current);
            _waiters.Add((condition, waiter));
        }

        return waiter.Task;
    }

    /// <summary>The node stops: whoever waits hears so.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _waiters.ForEach(entry => entry.Waiter.TrySetException(new ObjectDisposedException(nameof(RaftGroup), "The node has stopped.")));
            _waiters.Clear();
        }
    }
}
