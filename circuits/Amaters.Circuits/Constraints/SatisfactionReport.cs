namespace Amaters.Circuits.Constraints;

/// <summary>What <see cref="SatisfactionChecker"/> found.</summary>
public sealed class SatisfactionReport
{
    internal SatisfactionReport(IReadOnlyList<FailedConstraint> failures) => Failures = failures;

    /// <summary>True when every constraint holds.</summary>
    public bool IsSatisfied => Failures.Count == 0;

    /// <summary>The failing constraints in order, as many as the check was asked for.</summary>
    public IReadOnlyList<FailedConstraint> Failures { get; }

    /// <summary><c>satisfied</c>, or one line for each failure.</summary>
    public override string ToString() => IsSatisfied ? "satisfied" : string.Join('\n', Failures);
}
