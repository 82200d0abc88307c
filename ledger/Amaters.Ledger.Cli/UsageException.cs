namespace Amaters.Ledger.Cli;

/// <summary>The user can mend this: the message says how.</summary>
internal sealed class UsageException(string message) : Exception(message);
