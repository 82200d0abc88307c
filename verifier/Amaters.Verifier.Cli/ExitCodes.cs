namespace Amaters.Verifier.Cli;

/// <summary>What the program tells a script.</summary>
internal static class ExitCodes
{
    /// <summary>Everything that was checked is valid.</summary>
    public const int Accepted = 0;

    /// <summary>The inputs could be read, and the claim is refused.</summary>
    public const int Rejected = 1;

    /// <summary>There was nothing to judge: a file is missing or not what it should be, the command line is wrong, or a promise is not due.</summary>
    public const int Unreadable = 2;
}
