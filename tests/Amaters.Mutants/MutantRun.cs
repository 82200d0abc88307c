using System.Diagnostics;

namespace Amaters.Mutants;

/// <summary>
/// Builds mutants of one project and runs its test program against each. The test program is built once; only the mutated library is
/// exchanged. Everything happens below artifacts/mutants, the sources stay untouched.
/// </summary>
internal sealed class MutantRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string _project;
    private readonly string _assembly;
    private readonly string _tests;
    private readonly string[] _filter;
    private readonly string _folder;

    public MutantRun(string project, string tests, params string[] filter)
    {
        _project = project;
        _assembly = Path.GetFileName(project);
        _tests = tests;
        _filter = filter;
        _folder = Path.GetFullPath(Path.Combine("artifacts", "mutants", _assembly));
    }

    private string Source => Path.Combine(_folder, "source");

    private string TestFolder => Path.Combine(_folder, "tests");

    /// <summary>Builds and copies what is needed, and runs the tests once without any mutant.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Prepare()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        if (Run("dotnet", ["build", $"tests/{_tests}", "-c", "Release", "--nologo", "-v", "quiet"]) is { ExitCode: not 0 } built)
            return built.Output;
        CopyFolder(_project, Source);
        CopyFolder(Path.Combine("artifacts", "bin", _tests, "release"), TestFolder);
        return Build("-p:Restore=true") ?? (RunTests() is [] ? null : "the tests fail without any mutant");
    }

    /// <summary>Applies a mutant, builds it, runs the tests, and takes it back.</summary>
    /// <returns>The tests that failed; empty if it survived.</returns>
    /// <exception cref="InvalidOperationException">The text to replace is not there exactly once, or the mutant does not compile.</exception>
    public IReadOnlyList<string> Try(Mutant mutant)
    {
        var path = Path.Combine(Source, mutant.File);
        var text = File.ReadAllText(path);
        var count = text.Split(mutant.Old).Length - 1;
        if (count != 1)
            throw new InvalidOperationException($"'{mutant.Old}' occurs {count} times in {mutant.File}");
        File.WriteAllText(path, text.Replace(mutant.Old, mutant.New, StringComparison.Ordinal));
        try
        {
            return Build("--no-restore") is { } errors ? throw new InvalidOperationException($"does not compile:\n{errors}") : RunTests();
        }
        finally
        {
            File.WriteAllText(path, text);
        }
    }

    /// <summary>Compiles the copy, without analyzers, and puts the result beside the tests. Returns the compiler's errors, or null.</summary>
    private string? Build(string restore)
    {
        var built = Run("dotnet",
        [
            "build", Source, restore, "-c", "Release", "--nologo", "-v", "quiet", $"-p:ArtifactsPath={Path.Combine(_folder, "artifacts")}", "-p:CheckForOverflowUnderflow=true",
            "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false", "-p:TreatWarningsAsErrors=false", "-p:GenerateDocumentationFile=false", "-p:NoWarn=CS0162",
        ]);
        if (built.ExitCode != 0)
            return built.Output;
        File.Copy(Path.Combine(_folder, "artifacts", "bin", _assembly, "release", $"{_assembly}.dll"), Path.Combine(TestFolder, $"{_assembly}.dll"), overwrite: true);
        return null;
    }

    /// <summary>Names of failed tests. Only the project's own tests count, not the scenarios of others.</summary>
    private List<string> RunTests()
    {
        var (exitCode, output) = Run(Path.Combine(TestFolder, _tests), ["--progress", "off", "--no-ansi", .. _filter]);
        var failed = output.Split('\n').Where(line => line.StartsWith("failed ", StringComparison.Ordinal)).Select(ShortName).ToList();
        if (exitCode != 0 && failed.Count == 0)
            failed.Add(exitCode == -1 ? "the tests did not end" : $"the test program ended with {exitCode}");
        return failed;
    }

    /// <summary>Class and method, or the scenario's file.</summary>
    private static string ShortName(string line)
    {
        var name = line["failed ".Length..];
        var file = name.IndexOf("file: \"", StringComparison.Ordinal);
        if (file >= 0)
            return name[(file + 7)..name.IndexOf('"', file + 7)];
        name = name.Split('(')[0].Trim();
        return string.Join('.', name.Split('.').TakeLast(2));
    }

    private static (int ExitCode, string Output) Run(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        if (process.WaitForExit(Patience))
            return (process.ExitCode, output.Result);
        process.Kill(entireProcessTree: true);
        return (-1, output.Result);
    }

    private static void CopyFolder(string source, string target)
    {
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
