namespace Amaters.Ledger.StateMachine;

/// <summary>This replica's audit trail is not the one that the leader sealed a batch on: one of the two holds a state that the log did not lead to.</summary>
/// <remarks>Nothing below the node catches this. What proofs cannot show, a key that was revoked above all, stands in the trail.</remarks>
public sealed class ReplicaDivergedException : Exception
{
    /// <summary>Names the batch and the event.</summary>
    public ReplicaDivergedException(ulong batchNumber, ulong eventCount)
        : base($"The seal of batch {batchNumber} attests an audit trail of {eventCount} events that this replica does not have. Compare event {eventCount} on all members: "
            + "the member that differs was restored from a doctored snapshot or runs another program. Empty that member's data folder and let it join again.")
    {
    }
}
