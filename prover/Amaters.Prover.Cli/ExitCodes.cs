namespace Amaters.Prover.Cli;

/// <summary>What the program tells a script.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The inputs could be read, and are refused: a witness that breaks a constraint, a key that is not for the circuit.</summary>
    public const int Refused = 1;

    /// <summary>A file is missing or not what it should be, or the command line is wrong.</summary>
    public const int Unreadable = 2;
}
