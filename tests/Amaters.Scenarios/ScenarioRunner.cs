using Amaters.Ledger.Consensus;

namespace Amaters.Scenarios;

/// <summary>Runs scenario files: one fresh environment per file, exact comparison per case, log lines left out on both sides.</summary>
public static class ScenarioRunner
{
    /// <summary>Runs every *.txt file below <paramref name="folder"/>, in the order of their names.</summary>
    public static IEnumerable<ScenarioResult> RunFolder(string folder, bool rewrite = false) =>
        Directory.EnumerateFiles(folder, "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .SelectMany(path => RunFile(path, Path.GetRelativePath(folder, path), rewrite));

    /// <summary>Runs one file. Files in folders named quorum and confchange drive these parts alone, all others a group of nodes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">How to name it in results.</param>
    /// <param name="rewrite">Whether to replace the expected outputs by the actual ones.</param>
    public static IReadOnlyList<ScenarioResult> RunFile(string path, string name, bool rewrite = false)
    {
        ScenarioFile file;
        try
        {
            file = ScenarioFile.Read(path);
        }
        catch (ScenarioException exception)
        {
            return [new(name, "", exception.Message)];
        }

        IScenarioEnvironment environment = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) switch
        {
            "quorum" => new QuorumEnvironment(),
            "confchange" => new ConfChangeEnvironment(),
            _ => new GroupEnvironment(),
        };
        var results = new List<ScenarioResult>();
        var outputs = new List<string>();
        string? broken = null;
        foreach (var scenario in file.Cases)
        {
            var location = $"{name}:{scenario.Line}";
            var (output, error) = broken is null ? Execute(environment, scenario, out broken) : ("", $"not run: {broken}");
            outputs.Add(error is null ? output : scenario.Expected);
            var expected = LogLines.Remove(scenario.Expected);
            var failure = error is not null ? $"{location}: {error}"
                : rewrite || expected == output ? null
                : UnifiedDiff.Of(expected, output, scenario.OutputStart + 1);
            results.Add(new(location, scenario.Command, failure));
        }

        if (rewrite)
            file.Rewrite(outputs);
        return results;
    }

    private static (string Output, string? Error) Execute(IScenarioEnvironment environment, ScenarioCase scenario, out string? broken)
    {
        broken = null;
        try
        {
            var command = ScenarioCommand.Parse(scenario.Command, scenario.Input);
            return (LogLines.Remove(environment.Execute(command)), null);
        }
        catch (ScenarioException exception)
        {
            return ("", exception.Message);
        }
        catch (InvariantViolationException exception)
        {
            // Nothing after this means anything.
            broken = $"line {scenario.Line} violated an invariant";
            return ("", $"invariant violated: {exception.Message}");
        }
    }
}
