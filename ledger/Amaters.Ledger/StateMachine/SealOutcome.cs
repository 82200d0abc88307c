namespace Amaters.Ledger.StateMachine;

/// <summary>What applying a seal entry gave.</summary>
/// <param name="IsSealed">False when the entry came too late or asked for what is not there; nothing changed.</param>
/// <param name="BatchNumber">The batch that it asked for.</param>
public readonly record struct SealOutcome(bool IsSealed, ulong BatchNumber);
