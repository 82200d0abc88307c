namespace Amaters.Ledger.Cli;

/// <summary>What the program tells a script.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The ledger refused, or there is no such record.</summary>
    public const int Refused = 1;

    /// <summary>The command line is wrong or a file cannot be read.</summary>
    public const int Usage = 2;

    /// <summary>No node served the request in time.</summary>
    public const int Unavailable = 3;

    /// <summary>A node's answer does not hold.</summary>
    public const int Deceit = 4;

    /// <summary>The user interrupted the command (128 and the number of SIGINT).</summary>
    public const int Interrupted = 130;
}
