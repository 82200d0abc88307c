namespace Amaters.Ledger.Client.Connection;

/// <summary>A node shows a ledger older than one seen before: it lags or was rolled back. Another node may do better.</summary>
public sealed class LedgerStaleException : Exception
{
    /// <summary>Says how far behind.</summary>
    public LedgerStaleException(string message)
        : base(message)
    {
    }
}
