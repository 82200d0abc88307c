namespace Amaters.Ledger.Client.Connection;

/// <summary>No node served a request in time. The request may have taken effect; handing the same command in again is safe.</summary>
public sealed class LedgerUnavailableException : IOException
{
    /// <summary>With what the last node said.</summary>
    public LedgerUnavailableException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
