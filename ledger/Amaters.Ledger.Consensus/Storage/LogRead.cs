namespace Amaters.Ledger.Consensus.Storage;

/// <summary>What a storage answers when asked for a part of the log.</summary>
public enum LogRead : byte
{
    /// <summary>Beyond the last index, or (snapshots) not ready yet.</summary>
    Unavailable = 0,

    /// <summary>Before the first index: compacted away.</summary>
    Compacted = 1,

    /// <summary>Answered.</summary>
    Found = 2,
}
