// The one door to the project: `dotnet run dev.cs -- VERB [ARGUMENTS]`. Without a verb it lists them.
// Each verb only starts a program of the repository; what a verb does is read in that program.
using System.Diagnostics;
using System.Text.RegularExpressions;

var root = FindRoot();
Environment.CurrentDirectory = root;

const string Node = "ledger/Amaters.Ledger.Node";
var verbs = new Dictionary<string, (string Help, Func<string[], int> Run)>
{
    ["test"] = ("[fast] [PROJECT-FILTER]   build, install what the tests need, run every test (or the fast tier)", Test),
    ["vectors"] = ("DIR   run the EIP-2537 and Poseidon2 vector files found below DIR", rest => RunProject("tests/Amaters.Vectors", rest)),
    ["scenarios"] = ("DIR [--rewrite]   run every scenario file below DIR against the consensus core", rest => RunProject("tests/Amaters.Scenarios", rest)),
    ["mutants"] = ("consensus|simulator [WORD]   re-insert known bugs, one at a time, and name the test that catches each", rest => RunProject("tests/Amaters.Mutants", rest)),
    ["sim"] = ("[--seed S] [--runs N] [--nodes N] [--steps N] [--preset P] [--jobs N] [--trace]   simulate Raft groups under faults", rest => RunProject("tests/Amaters.Ledger.Simulator", rest)),
    ["bench"] = ("NAME…   measure side by side with a peer and print ratios", rest => InstallPrerequisites() is var installed and not 0 ? installed : RunProject("tests/Amaters.Benchmarks", rest)),
    ["demo"] = ("[--records FILE.csv --key COLUMN]   records go all the way: encrypted, committed, proven, read back, audited", rest => RunProject(Node, ["demo", .. rest])),
    ["up"] = ("[--data DIR]   three nodes and a prover in one process, with a status page, until Ctrl+C", rest => RunProject(Node, ["up", .. rest])),
    ["golden"] = ("rewrite the golden and generated files, for review with git diff", UpdateGolden),
    ["format"] = ("bring all sources into the project's format", _ => Run("dotnet", ["format", "Amaters.Ledger.sln"])),
};

if (args.Length == 0 || !verbs.TryGetValue(args[0], out var verb))
{
    Console.WriteLine("usage: dotnet run dev.cs -- VERB [ARGUMENTS]\n");
    foreach (var (name, entry) in verbs)
        Console.WriteLine($"  {name,-10} {entry.Help}");
    return 2;
}

return verb.Run(args[1..]);

int Test(string[] rest)
{
    var fast = rest.Contains("fast");
    var filter = rest.FirstOrDefault(word => word != "fast");
    if (!fast && InstallPrerequisites() is var installed and not 0)
        return installed;
    if (Build() is var built and not 0)
        return built;
    return RunTestProjects(fast, filter, []);
}

int UpdateGolden(string[] rest)
{
    if (Build() is var built and not 0)
        return built;
    return RunTestProjects(fast: false, rest.FirstOrDefault(), [("UPDATE_GOLDEN", "1")], "--filter-trait", "Golden=true");
}

int RunTestProjects(bool fast, string? filter, (string, string)[] environment, params string[] extra)
{
    int passed = 0, failed = 0, skipped = 0;
    var broken = new List<string>();
    var failures = new List<string>();
    var projects = Directory.EnumerateDirectories("tests", "*.Tests").Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)
        .Where(name => filter is null || name.Contains(filter, StringComparison.OrdinalIgnoreCase));
    foreach (var name in projects)
    {
        Console.WriteLine($"\n── {name}");
        var arguments = new List<string> { "--progress", "off", "--no-ansi", "--ignore-exit-code", "8" };
        if (fast)
            arguments.AddRange(["--filter-not-trait", "Tier=Full"]);
        arguments.AddRange(extra);
        var lines = new List<string>();
        var clock = Stopwatch.StartNew();
        var exitCode = Run($"artifacts/bin/{name}/release/{name}", arguments, environment, lines);
        Console.WriteLine($"   {clock.Elapsed.TotalSeconds:F0} s");
        int Count(string word) => lines.Select(line => Regex.Match(line, $@"^\s*{word}: (\d+)")).Where(match => match.Success).Sum(match => int.Parse(match.Groups[1].Value));
        passed += Count("succeeded");
        skipped += Count("skipped");
        failed += Count("failed");
        failures.AddRange(FailuresIn(lines));
        if (exitCode != 0 || Count("total") == 0 && extra.Length == 0)
            broken.Add($"{name} (exit code {exitCode}, {Count("failed")} failed)");
    }

    // Told once more at the end: whoever keeps only the last lines of a run still learns what failed and why.
    foreach (var line in failures)
        Console.WriteLine(line);
    foreach (var name in broken)
        Console.WriteLine($"FAILED: {name}");
    // A runner that died without counting its tests is a failure of at least one test.
    failed = Math.Max(failed, broken.Count);
    Console.WriteLine(skipped > 0 ? $"\n{passed} passed, {failed} failed, {skipped} skipped" : $"\n{passed} passed, {failed} failed");
    return failed == 0 && passed > 0 ? 0 : 1;
}

// What the runner said of each test that failed: its line `failed NAME` and the indented ones below it.
static IEnumerable<string> FailuresIn(IEnumerable<string> lines)
{
    const int longestTold = 80;
    var told = longestTold;
    foreach (var line in lines)
    {
        if (line.StartsWith("failed ", StringComparison.Ordinal))
            told = 0;
        else if (line.Length > 0 && !char.IsWhiteSpace(line[0]))
            told = longestTold;
        if (told++ < longestTold)
            yield return line;
    }
}

int InstallPrerequisites() => Run("bash", ["tests/install-prerequisites.sh"]);

int Build() => Run("dotnet", ["build", "Amaters.Ledger.sln", "-c", "Release", "--nologo", "-v", "quiet", "-clp:NoSummary"]);

int RunProject(string project, string[] rest) => Run("dotnet", ["run", "-c", "Release", "--project", project, "--", .. rest]);

static int Run(string program, IEnumerable<string> arguments, (string Name, string Value)[]? environment = null, List<string>? lines = null)
{
    var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = lines is not null };
    foreach (var (name, value) in environment ?? [])
        start.Environment[name] = value;
    using var process = Process.Start(start)!;
    while (lines is not null && process.StandardOutput.ReadLine() is { } line)
    {
        lines.Add(line);
        Console.WriteLine(line);
    }

    process.WaitForExit();
    return process.ExitCode;
}

static string FindRoot()
{
    var folder = Environment.CurrentDirectory;
    while (!File.Exists(Path.Combine(folder, "Amaters.Ledger.sln")))
        folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Run this inside the checkout: no Amaters.Ledger.sln above the current folder.");
    return folder;
}
