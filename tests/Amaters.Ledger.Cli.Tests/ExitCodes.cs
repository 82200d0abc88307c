namespace Amaters.Ledger.Cli.Tests;

/// <summary>What the program promises scripts, written down here once more: changing a number breaks them.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int Usage = 2;
    public const int Unavailable = 3;
    public const int Deceit = 4;
    public const int Interrupted = 130;
}
