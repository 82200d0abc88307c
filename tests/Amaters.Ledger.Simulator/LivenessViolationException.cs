namespace Amaters.Ledger.Simulator;

/// <summary>Faults have stopped, and still the group did not recover in time.</summary>
internal sealed class LivenessViolationException(string detail) : Exception($"Convergence: {detail}");
