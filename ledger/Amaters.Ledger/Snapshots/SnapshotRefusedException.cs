namespace Amaters.Ledger.Snapshots;

/// <summary>A snapshot from another node does not hold what it claims. This node keeps its own state and stops: a member lies or is broken.</summary>
public sealed class SnapshotRefusedException : Exception
{
    /// <summary>Says what does not hold.</summary>
    public SnapshotRefusedException(string reason)
        : base($"The snapshot is refused. {reason} Find out which member sent it and repair that member before this one starts again.")
    {
    }
}
