namespace Amaters.Ledger.Replication;

/// <summary>How a proposal ended. Only <see cref="Unknown"/> leaves open whether it took or will take effect.</summary>
public enum ProposalOutcome
{
    /// <summary>This node lost sight of the entry: it may be or become committed. Retry only what is harmless twice.</summary>
    Unknown,

    /// <summary>Committed on a quorum and applied here.</summary>
    Applied,

    /// <summary>This node does not lead; nothing was done.</summary>
    NotLeader,

    /// <summary>Too much is waiting already; nothing was done.</summary>
    Busy,

    /// <summary>The leader did not take it (it stops, hands over, has no quorum, or allows no change now); nothing was done.</summary>
    Dropped,

    /// <summary>Another entry was committed in its place; it will never be.</summary>
    Superseded,
}
