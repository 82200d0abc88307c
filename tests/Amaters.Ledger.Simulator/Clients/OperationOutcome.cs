namespace Amaters.Ledger.Simulator.Clients;

/// <summary>How an operation ended, as its client saw it.</summary>
internal enum OperationOutcome : byte
{
    /// <summary>Nobody knows: it may have happened, may yet happen, or never.</summary>
    Unknown,

    /// <summary>It happened.</summary>
    Done,

    /// <summary>A put that found another version than expected, and changed nothing.</summary>
    Conflicted,
}
