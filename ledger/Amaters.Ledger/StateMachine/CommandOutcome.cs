using Amaters.Ledger.Protocol;

namespace Amaters.Ledger.StateMachine;

/// <summary>What applying a command entry gave.</summary>
/// <param name="Code"><see cref="ResultCode.Pending"/> when the command entered the ledger; otherwise its known result, or why it was refused.</param>
/// <param name="Sequence">Its sequence number; 0 when refused.</param>
/// <param name="IsDuplicate">True when the same command had entered before, under <paramref name="Sequence"/>.</param>
public readonly record struct CommandOutcome(ResultCode Code, ulong Sequence, bool IsDuplicate);
