namespace Amaters.Ledger.Archive;

/// <summary>A database that archives one ledger was given to another.</summary>
public sealed class ArchiveMismatchException : Exception
{
    /// <summary>With a message for the operator.</summary>
    public ArchiveMismatchException(string message)
        : base(message)
    {
    }
}
