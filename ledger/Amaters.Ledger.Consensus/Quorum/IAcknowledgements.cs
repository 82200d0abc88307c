namespace Amaters.Ledger.Consensus.Quorum;

/// <summary>A number per node that only grows: the index it has stored, or the heartbeat round it has answered.</summary>
public interface IAcknowledgements
{
    /// <summary>What <paramref name="node"/> has acknowledged; zero while nothing is known of it.</summary>
    ulong AcknowledgedBy(NodeId node);
}
