namespace Amaters.Ledger.Simulator.Nodes;

/// <summary>What became of a command when it was applied.</summary>
/// <param name="Command">The command.</param>
/// <param name="Effect">What it did.</param>
/// <param name="Cell">The record afterwards.</param>
internal readonly record struct CommandOutcome(Command Command, CommandEffect Effect, Cell Cell);
