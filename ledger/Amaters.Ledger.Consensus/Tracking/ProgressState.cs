namespace Amaters.Ledger.Consensus.Tracking;

/// <summary>How a leader sends to one follower.</summary>
public enum ProgressState : byte
{
    /// <summary>Where the logs agree is unknown: one message, then wait for its answer.</summary>
    Probe,

    /// <summary>The logs agree: entries are sent as they come, without waiting, up to the limit in flight.</summary>
    Replicate,

    /// <summary>The follower needs a snapshot: nothing else is sent.</summary>
    Snapshot,
}
