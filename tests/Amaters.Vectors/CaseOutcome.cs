namespace Amaters.Vectors;

/// <summary>What became of one case.</summary>
/// <param name="Name">The case's own name.</param>
/// <param name="Failure">What went wrong; null where the case passed.</param>
internal sealed record CaseOutcome(string Name, string? Failure)
{
    public static CaseOutcome Pass(string name) => new(name, null);

    public static CaseOutcome Fail(string name, string failure) => new(name, failure);
}
