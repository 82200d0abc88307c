namespace Amaters.Ledger.Consensus.Quorum;

/// <summary>Where a poll of a quorum stands.</summary>
public enum VoteResult : byte
{
    /// <summary>Still open: the missing answers decide.</summary>
    Pending = 0,

    /// <summary>Too many said no.</summary>
    Lost = 1,

    /// <summary>A quorum said yes.</summary>
    Won = 2,
}
