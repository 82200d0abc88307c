namespace Amaters.Ledger.Client.Connection;

/// <summary>A node's answer does not hold: a proof, a path, a signature or an id is not what it must be. Never repeated, never ignored.</summary>
public sealed class LedgerDeceitException : Exception
{
    /// <summary>Says what does not hold.</summary>
    public LedgerDeceitException(string message)
        : base(message)
    {
    }
}
