namespace Amaters.Ledger.Entries;

/// <summary>The log holds an entry that this program cannot apply. The node stops; nothing below it catches this.</summary>
public sealed class UnknownEntryException : Exception
{
    /// <summary>With a message for the operator.</summary>
    public UnknownEntryException(string message)
        : base(message)
    {
    }
}
