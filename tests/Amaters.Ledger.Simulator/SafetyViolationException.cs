namespace Amaters.Ledger.Simulator;

/// <summary>A property that must always hold did not.</summary>
internal sealed class SafetyViolationException(string checker, string detail) : Exception($"{checker}: {detail}")
{
    /// <summary>Name of the checker that cried.</summary>
    public string Checker { get; } = checker;
}
