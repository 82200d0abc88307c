namespace Amaters.Ledger.Simulator.Clients;

/// <summary>An operation that its client waits for.</summary>
/// <param name="operation">The operation.</param>
/// <param name="number">The client's count of it; a retry carries the same.</param>
internal sealed class PendingOperation(Operation operation, long number)
{
    /// <summary>The operation.</summary>
    public Operation Operation => operation;

    /// <summary>The client's count of it.</summary>
    public long Number => number;

    /// <summary>Whether the client waits no longer.</summary>
    public bool IsOver { get; set; }

    /// <summary>Whether it was sent more than once.</summary>
    public bool IsRetried { get; set; }
}
