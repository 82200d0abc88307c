using Amaters.Circuits.Statements;

namespace Amaters.Ledger.StateMachine;

/// <summary>A committed command that waits to be sealed.</summary>
/// <param name="Sequence">Its sequence number.</param>
/// <param name="Verified">The command.</param>
/// <param name="LeaderTimeMs">The leader's time at commit.</param>
internal sealed record PendingCommand(ulong Sequence, VerifiedCommand Verified, long LeaderTimeMs);
