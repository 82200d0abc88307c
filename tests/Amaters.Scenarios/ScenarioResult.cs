namespace Amaters.Scenarios;

/// <summary>What became of one case.</summary>
/// <param name="Location">File and line of the command.</param>
/// <param name="Command">The command line.</param>
/// <param name="Failure">A unified diff or an error; null if the case passed.</param>
public sealed record ScenarioResult(string Location, string Command, string? Failure);
