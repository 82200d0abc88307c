using Amaters.Scenarios;
using Amaters.Testing;

namespace Amaters.Ledger.Consensus.Tests;

/// <summary>Runs the project's own scenario files, and those of etcd-io/raft where they lie beside the checkout.</summary>
public sealed class ScenarioTests
{
    private static readonly string OwnFolder = RepositoryRoot.Combine("tests/Amaters.Ledger.Consensus.Tests/scenarios");

    /// <summary>The project's own files.</summary>
    public static TheoryData<string> OwnFiles => [.. Files(OwnFolder)];

    /// <summary>The published files, if they are there.</summary>
    public static TheoryData<string> OutsideFiles => [.. Files(OutsideFolder)];

    private static string? OutsideFolder => RepositoryRoot.SharedFolder is { } shared ? Path.Combine(shared, "etcd-raft-scenarios") : null;

    [Theory]
    [Trait("Golden", "true")]
    [MemberData(nameof(OwnFiles))]
    public void A_story_goes_as_it_is_told(string file) => Run(OwnFolder, file, Environment.GetEnvironmentVariable(Golden.UpdateVariable) == "1");

    [Theory(SkipTestWithoutData = true)]
    [Trait("Source", "Outside")]
    [MemberData(nameof(OutsideFiles))]
    public void Etcd_io_raft_would_do_the_same(string file) => Run(OutsideFolder!, file, rewrite: false);

    [Fact]
    public void A_wrong_expectation_a_wrong_command_and_a_wrong_argument_are_told_with_their_line()
    {
        var path = Path.Combine(Path.GetTempPath(), $"scenario-{Guid.NewGuid():N}.txt");
        try
        {
            File.WriteAllText(path, "add-nodes 1 voters=(1) index=2\n----\nok\n\nraft-state\n----\n1: StateLeader\n\ncampain 1\n----\nok\n\ncampaign 1 loud=true\n----\nok\n");
            var results = ScenarioRunner.RunFile(path, "story.txt");
            Assert.Null(results[0].Failure);
            Assert.Contains("-1: StateLeader\n+1: StateFollower (Voter) Term:0 Lead:0", results[1].Failure, StringComparison.Ordinal);
            Assert.Contains("-ok\n+unknown command", results[2].Failure, StringComparison.Ordinal);
            Assert.Equal("story.txt:13: unknown argument 'loud' of 'campaign'", results[3].Failure);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static IEnumerable<string> Files(string? folder) => folder is null || !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder, "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => Path.GetRelativePath(folder, path));

    private static void Run(string folder, string file, bool rewrite)
    {
        var results = ScenarioRunner.RunFile(Path.Combine(folder, file), file, rewrite);
        Assert.NotEmpty(results);
        Assert.Empty(results.Where(result => result.Failure is not null).Select(result => $"{result.Location}: {result.Command}\n{result.Failure}"));
    }
}
