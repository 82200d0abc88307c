using System.Text.RegularExpressions;
using Amaters.Testing;

namespace Amaters.Architecture.Tests;

/// <summary>Every attack that the security model names is a test in the sources.</summary>
public sealed partial class SecurityModelTests
{
    [Fact]
    public void Every_test_that_the_security_model_names_exists()
    {
        var named = Name().Matches(Page()).Select(match => (Class: match.Groups["class"].Value, Method: match.Groups["method"].Value)).Distinct().ToList();
        Assert.True(named.Count > 80, $"Only {named.Count} tests were found on the page.");
        var missing = named.Where(test => !Declares(test.Class, test.Method)).Select(test => $"{test.Class}.{test.Method}");
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_row_names_an_attack()
    {
        var rows = Page().Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| tries", StringComparison.Ordinal)).ToList();
        Assert.True(rows.Count > 60);
        Assert.All(rows, row => Assert.True(Name().IsMatch(row) || row.Contains("fuzz target", StringComparison.Ordinal), row));
    }

    [Fact]
    public void The_check_misses_a_test_that_is_not_there()
    {
        Assert.True(Declares(nameof(SecurityModelTests), nameof(The_check_misses_a_test_that_is_not_there)));
        Assert.False(Declares(nameof(SecurityModelTests), "The_check_misses_a_test"));
        Assert.False(Declares("NoSuchTests", nameof(The_check_misses_a_test_that_is_not_there)));
    }

    private static string Page() => File.ReadAllText(RepositoryRoot.Combine("docs/security-model.md"));

    /// <summary>Tests stand in a file of their class's name; two projects may have one of the same name.</summary>
    private static bool Declares(string className, string method) =>
        Directory.EnumerateFiles(RepositoryRoot.Combine("tests"), className + ".cs", SearchOption.AllDirectories)
            .Any(file => Regex.IsMatch(File.ReadAllText(file), $@"public (async )?(void|Task) {method}\("));

    [GeneratedRegex("`(?<class>[A-Za-z0-9]+Tests)\\.(?<method>[A-Za-z0-9_]+)`")]
    private static partial Regex Name();
}
