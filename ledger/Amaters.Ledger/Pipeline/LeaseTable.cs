namespace Amaters.Ledger.Pipeline;

/// <summary>Who is proving which batch, on the leader, in memory: saves double work, and nothing depends on it.</summary>
/// <remarks>Time is the process's monotonic clock. A new leader starts with an empty table; at worst a batch is proven twice.</remarks>
internal sealed class LeaseTable(TimeProvider clock, TimeSpan leaseTime)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, Lease> _leases = [];
    private ulong _lastToken;

    /// <summary>How long a lease holds without renewal.</summary>
    public TimeSpan LeaseTime { get; } = leaseTime;

    /// <summary>Grants a lease, unless another worker holds one.</summary>
    /// <returns>The fencing token, or 0 when the batch is taken.</returns>
    public ulong Grant(ulong batchNumber, string worker)
    {
        lock (_lock)
        {
            if (_leases.TryGetValue(batchNumber, out var held) && held.Worker != worker && clock.GetElapsedTime(held.RenewedAt) < LeaseTime)
                return 0;
            _leases[batchNumber] = new Lease(++_lastToken, worker, clock.GetTimestamp());
            return _lastToken;
        }
    }

    /// <summary>Prolongs a lease; false when it is not this holder's any more.</summary>
    public bool Renew(ulong batchNumber, ulong token)
    {
        lock (_lock)
        {
            if (!_leases.TryGetValue(batchNumber, out var held) || held.Token != token)
                return false;
            _leases[batchNumber] = held with { RenewedAt = clock.GetTimestamp() };
            return true;
        }
    }

    /// <summary>Forgets the leases of batches that are proven.</summary>
    public void Release(ulong batchNumber)
    {
        lock (_lock)
            _leases.Remove(batchNumber);
    }

    /// <summary>True while somebody holds the batch.</summary>
    public bool IsHeld(ulong batchNumber)
    {
        lock (_lock)
            return _leases.TryGetValue(batchNumber, out var held) && clock.GetElapsedTime(held.RenewedAt) < LeaseTime;
    }

    private readonly record struct Lease(ulong Token, string Worker, long RenewedAt);
}
