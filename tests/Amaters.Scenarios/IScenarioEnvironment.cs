namespace Amaters.Scenarios;

/// <summary>What the commands of one file act on.</summary>
public interface IScenarioEnvironment
{
    /// <summary>Carries out a command and returns what it prints.</summary>
    /// <exception cref="ScenarioException">The command, or an argument, is unknown.</exception>
    string Execute(ScenarioCommand command);
}
