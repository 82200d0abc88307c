namespace Amaters.Ledger.Consensus;

/// <summary>A safety property of Raft does not hold on this node. Nobody below the host catches it; the host logs it and ends the process.</summary>
public sealed class InvariantViolationException : Exception
{
    /// <summary>Says which property, with its numbers.</summary>
    public InvariantViolationException(string message)
        : base(message)
    {
    }

    /// <summary>Says that some property does not hold.</summary>
    public InvariantViolationException()
    {
    }

    /// <summary>Says which property, and what showed it.</summary>
    public InvariantViolationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
