namespace Amaters.Verifier.Cli.Inputs;

/// <summary>Ends a command with <see cref="ExitCodes.Unreadable"/>: there is nothing to judge.</summary>
internal sealed class UnreadableInputException(FileInfo file, string problem) : Exception($"{file.FullName}: {problem}");
