using System.Diagnostics;
using System.Text.Json.Nodes;
using Amaters.Testing;

namespace Amaters.Verifier.Tests;

/// <summary>The program behind <c>dev.cs vectors</c>: it passes the published vectors, and it does not pass wrong ones.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class VectorRunnerTests : IDisposable
{
    private static readonly string Published = RepositoryRoot.Combine("tests/Amaters.Vectors/vectors/eip-2537");

    private readonly string _folder = Directory.CreateTempSubdirectory("amaters-vectors-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_published_vector_passes()
    {
        var (exitCode, lines) = Run(Published);
        Assert.Equal((0, "168 passed, 0 failed"), (exitCode, lines[^1]));
        Assert.Contains("SOURCE.md: skipped, not a kind of file that this program knows", lines);
    }

    [Fact]
    public void The_known_answers_of_Poseidon2_pass()
    {
        var (exitCode, lines) = Run(RepositoryRoot.Combine("tests/Amaters.Circuits.Tests/vectors/poseidon2"));
        Assert.Equal((0, "4 passed, 0 failed"), (exitCode, lines[^1]));
    }

    [Theory]
    [InlineData("add_G1_bls")]
    [InlineData("mul_G2_bls")]
    [InlineData("msm_G1_bls")]
    [InlineData("pairing_check_bls")]
    [InlineData("map_fp_to_G1_bls")]
    [InlineData("map_fp2_to_G2_bls")]
    public void A_wrong_result_is_named_and_counted(string file)
    {
        Alter(file, cases => cases[0]!["Expected"] = Flip((string)cases[0]!["Expected"]!), out var name);
        AssertOneFailure(name);
    }

    [Theory]
    [InlineData("fail-add_G1_bls")]
    [InlineData("fail-mul_G2_bls")]
    [InlineData("fail-pairing_check_bls")]
    public void A_refusal_for_another_reason_is_named_and_counted(string file)
    {
        Alter(file, cases => cases[0]!["ExpectedError"] = "invalid point: not on curve", out var name);
        AssertOneFailure(name);
    }

    [Fact]
    public void An_accepted_input_that_must_be_refused_is_named_and_counted()
    {
        var valid = (string)Read("add_G2_bls")[0]!["Input"]!;
        Alter("fail-add_G2_bls", cases => cases[0]!["Input"] = valid, out var name);
        AssertOneFailure(name);
    }

    [Fact]
    public void A_refused_input_that_has_a_result_is_named_and_counted()
    {
        Alter("add_G1_bls", cases => cases[0]!["Input"] = "00", out var name);
        AssertOneFailure(name);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_a_failure_and_an_empty_folder_is_no_success()
    {
        Assert.Equal(1, Run(_folder).ExitCode);
        File.WriteAllText(Path.Combine(_folder, "add_G1_bls.json"), "[{\"Name\":\"no input\"}]");
        Assert.Equal("0 passed, 1 failed", Run(_folder).Lines[^1]);
        File.WriteAllText(Path.Combine(_folder, "add_G1_bls.json"), "not JSON");
        Assert.Equal("0 passed, 1 failed", Run(_folder).Lines[^1]);
    }

    private static JsonArray Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Published, file + ".json")))!.AsArray();

    private void Alter(string file, Action<JsonArray> change, out string name)
    {
        var cases = Read(file);
        name = (string)cases[0]!["Name"]!;
        change(cases);
        File.WriteAllText(Path.Combine(_folder, file + ".json"), cases.ToJsonString());
    }

    private void AssertOneFailure(string name)
    {
        var (exitCode, lines) = Run(_folder);
        Assert.Equal(1, exitCode);
        Assert.EndsWith(" passed, 1 failed", lines[^1], StringComparison.Ordinal);
        Assert.Single(lines, line => line.Contains($": {name}: ", StringComparison.Ordinal));
    }

    private static string Flip(string hexadecimal) => hexadecimal[..^1] + (hexadecimal[^1] == '0' ? '1' : '0');

    private static (int ExitCode, string[] Lines) Run(string folder)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Amaters.Vectors.dll"), folder]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Trim().Split('\n'));
    }
}
