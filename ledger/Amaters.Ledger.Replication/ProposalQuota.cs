namespace Amaters.Ledger.Replication;

/// <summary>Bounds the proposals of this node that have not ended. Thread-safe.</summary>
internal sealed class ProposalQuota(int limit)
{
    private int _count;

    /// <summary>Takes a place, or returns false because all are taken.</summary>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref _count) <= limit)
            return true;
        Release();
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Release() => Interlocked.Decrement(ref _count);
}
