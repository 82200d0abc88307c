namespace Amaters.Prover.Cli.Inputs;

/// <summary>Ends a command with <see cref="ExitCodes.Unreadable"/>.</summary>
internal sealed class UnreadableInputException(string message) : Exception(message);
