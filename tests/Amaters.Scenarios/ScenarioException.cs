namespace Amaters.Scenarios;

/// <summary>The scenario itself is wrong: an unknown command, argument or node.</summary>
public sealed class ScenarioException(string message) : Exception(message);
