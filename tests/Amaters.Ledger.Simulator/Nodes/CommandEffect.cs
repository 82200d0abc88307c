namespace Amaters.Ledger.Simulator.Nodes;

/// <summary>What applying a command did.</summary>
internal enum CommandEffect
{
    /// <summary>It wrote.</summary>
    Done,

    /// <summary>The record had another version: nothing was written.</summary>
    Conflicted,

    /// <summary>This write, or a later one of the client, had been applied before: nothing was written.</summary>
    Repeated,
}
