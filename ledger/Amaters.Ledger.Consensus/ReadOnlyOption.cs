namespace Amaters.Ledger.Consensus;

/// <summary>How a leader assures itself that a read is not stale.</summary>
public enum ReadOnlyOption : byte
{
    /// <summary>A heartbeat round after the read arrived (thesis §6.4).</summary>
    Safe,

    /// <summary>The leader's lease (thesis §6.4.1): faster, but wrong when clocks drift; needs CheckQuorum.</summary>
    LeaseBased,
}
