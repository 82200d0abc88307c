using System.Text.RegularExpressions;
using Amaters.Testing;

namespace Amaters.Deployment.Tests;

/// <summary>What the Dockerfile puts into an image: which project's program is its entry point.</summary>
internal static partial class Dockerfile
{
    public static string Text { get; } = File.ReadAllText(RepositoryRoot.Combine("Dockerfile"));

    /// <summary>Instructions of each stage, by the stage's name.</summary>
    public static IReadOnlyDictionary<string, string> Stages { get; } =
        Stage().Split(Text).Skip(1).Chunk(2).ToDictionary(pair => pair[0].Trim(), pair => pair[1]);

    /// <summary>The program of this repository that a stage starts.</summary>
    public static string ProgramOf(string stage)
    {
        var entry = Regex.Match(Stages[stage], "ENTRYPOINT \\[\"(?<folder>/opt/[a-z-]+)/(?<program>[a-z-]+)\"\\]");
        var project = Regex.Match(Stages[stage], $"COPY --from=build /out/(?<project>[A-Za-z.]+) {entry.Groups["folder"].Value}\n");
        Assert.True(entry.Success && project.Success, $"Stage {stage} has no entry point of this repository.");
        return RepositoryRoot.Combine($"artifacts/bin/{project.Groups["project"].Value}/release/{entry.Groups["program"].Value}");
    }

    [GeneratedRegex(@"^FROM \S+ AS (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Stage();
}
