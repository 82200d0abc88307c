namespace Amaters.Ledger.Simulator.Disk;

/// <summary>Steps of a durable write, after each of which a process may die.</summary>
internal enum StorageStep
{
    /// <summary>The records are written.</summary>
    Written,

    /// <summary>They are synced.</summary>
    LogSynced,

    /// <summary>The mark that says so is written.</summary>
    MarkWritten,

    /// <summary>The mark is synced; nobody was told yet.</summary>
    MarkSynced,
}
