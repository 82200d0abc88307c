using System.Globalization;
using System.Text.RegularExpressions;
using Amaters.Testing;

namespace Amaters.Ledger.Consensus.Tests;

/// <summary>The table of rules in docs/raft.md names what is there: identifiers of the code, tests and stories.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Rows = [.. File.ReadLines(RepositoryRoot.Combine("docs/raft.md")).SkipWhile(line => line != "## Rules").Where(line => line.Contains("RAFT-", StringComparison.Ordinal))];

    [Fact]
    public void Every_identifier_in_the_code_has_a_row_and_the_other_way_round()
    {
        var inCode = Directory.EnumerateFiles(RepositoryRoot.Combine("ledger/Amaters.Ledger.Consensus"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Identifier().Matches(File.ReadAllText(file))).Select(match => match.Value);
        Assert.Equal(new SortedSet<string>(inCode), new SortedSet<string>(Rows.SelectMany(Identifiers)));
    }

    [Fact]
    public void Every_test_in_the_table_exists()
    {
        var tests = typeof(DocumentTests).Assembly.GetTypes().SelectMany(type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}")).ToList();
        var named = Rows.SelectMany(row => TestName().Matches(row)).Select(match => match.Groups[1].Value).ToList();
        Assert.True(named.Count > 20);
        Assert.All(named, name => Assert.Contains(tests, test =>
            name.EndsWith('*') ? test.StartsWith(name[..^1], StringComparison.Ordinal) : test == name || test.StartsWith(name + ".", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_story_in_the_table_exists()
    {
        var stories = Directory.EnumerateFiles(RepositoryRoot.Combine("tests/Amaters.Ledger.Consensus.Tests/scenarios")).Select(file => Path.GetFileName(file)[..2]).ToList();
        var named = Rows.SelectMany(row => Story().Matches(row)).SelectMany(match => match.Groups[1].Value.Split(", ")).ToList();
        Assert.True(named.Count > 10);
        Assert.All(named, number => Assert.Contains(number, stories));
    }

    /// <summary>Reads <c>RAFT-LOG-1 … 3</c> and <c>RAFT-VOTE-1, 2</c> as each of their identifiers.</summary>
    private static IEnumerable<string> Identifiers(string row)
    {
        foreach (Match match in Range().Matches(row))
        {
            var first = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
            var numbers = match.Groups[3].Success
                ? Enumerable.Range(first, int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture) - first + 1)
                : match.Groups[4].Captures.Select(capture => int.Parse(capture.Value, CultureInfo.InvariantCulture)).Prepend(first);
            foreach (var number in numbers)
                yield return $"RAFT-{match.Groups[1].Value}-{number}";
        }
    }

    [GeneratedRegex(@"RAFT-[A-Z]+-\d+")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"RAFT-([A-Z]+)-(\d+)(?: … (\d+)|(?:, (\d+))*)")]
    private static partial Regex Range();

    [GeneratedRegex(@"`(\w+Tests[\w.*]*)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"(?:story|stories) (\d\d(?:, \d\d)*)")]
    private static partial Regex Story();
}
