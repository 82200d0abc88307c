using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Amaters.Testing;

namespace Amaters.Ledger.Cli.Tests;

/// <summary>The README's tour, command by command as it stands there, in a home folder of its own.</summary>
/// <remarks>It uses the ports that <c>up</c> always has, so no other ledger may run on this machine meanwhile.</remarks>
[Trait(Tier.Name, Tier.Full)]
public sealed partial class ReadmeTourTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("amaters-tour-");

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public async Task The_tour_can_be_walked_as_it_is_written()
    {
        var readme = await File.ReadAllTextAsync(RepositoryRoot.Combine("README.md"), TestContext.Current.CancellationToken);
        var blocks = Blocks(Section(readme, "A five-minute tour"));
        var (firstTerminal, secondTerminal) = (blocks[0], string.Join('\n', [.. blocks[1..], .. Blocks(Section(readme, "Checking without us"))]));

        using var ledger = Shell(firstTerminal);
        try
        {
            var printed = new StringBuilder();
            while (!printed.ToString().Contains("client.env", StringComparison.Ordinal))
                printed.AppendLine(await ledger.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException($"`up` ended:\n{printed}{await ledger.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}"));

            using var walk = Shell(secondTerminal);
            walk.StandardInput.Close();
            var (output, problems) = (walk.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), walk.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            await walk.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(walk.ExitCode == 0, $"{await output}\n{await problems}");
            Assert.Contains("""{"bili":1.1}""", await output, StringComparison.Ordinal);
            Assert.Equal(3, Regex.Count(await output, "^accepted", RegexOptions.Multiline));
        }
        finally
        {
            ledger.Kill(entireProcessTree: true);
        }
    }

    private Process Shell(string script)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script]) { WorkingDirectory = RepositoryRoot.Path, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        // Keys and packages that are there need not be made and fetched once more.
        start.Environment.TryAdd("NUGET_PACKAGES", Path.Combine(home, ".nuget", "packages"));
        start.Environment.TryAdd("XDG_CACHE_HOME", Path.Combine(home, ".cache"));
        start.Environment.Remove("XDG_DATA_HOME");
        start.Environment["HOME"] = _home.FullName;
        start.Environment["AMATERS_PASSPHRASE"] = AmatersProgram.Passphrase;
        return Process.Start(start)!;
    }

    private static string Section(string readme, string heading)
    {
        var parts = readme.Split($"\n## {heading}\n");
        Assert.Equal(2, parts.Length);
        return parts[1].Split("\n## ")[0];
    }

    private static List<string> Blocks(string section) => [.. CodeBlock().Matches(section).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("```\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
