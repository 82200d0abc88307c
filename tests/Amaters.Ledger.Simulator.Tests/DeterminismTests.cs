using System.Diagnostics;
using Amaters.Testing;

namespace Amaters.Ledger.Simulator.Tests;

public sealed class DeterminismTests
{
    [Fact]
    public void One_seed_gives_one_run_event_by_event()
    {
        using var first = new StringWriter();
        using var second = new StringWriter();
        var digest = Simulation.Run(new() { Seed = 5 }, first).Digest;
        Assert.Equal(digest, Simulation.Run(new() { Seed = 5 }, second).Digest);
        Assert.True(first.ToString().Length > 10_000);
        Assert.Equal(first.ToString(), second.ToString());
    }

    [Fact]
    public void Writing_the_trace_down_changes_nothing()
    {
        using var trace = new StringWriter();
        Assert.Equal(Simulation.Run(new() { Seed = 6 }).Digest, Simulation.Run(new() { Seed = 6 }, trace).Digest);
    }

    [Fact]
    public void Another_seed_gives_another_run() =>
        Assert.NotEqual(Simulation.Run(new() { Seed = 5 }).Digest, Simulation.Run(new() { Seed = 6 }).Digest);

    [Fact]
    [Trait(Tier.Name, Tier.Full)]
    public void Two_processes_print_the_same_however_many_runs_go_side_by_side() =>
        Assert.Equal(Report("--runs", "20", "--jobs", "1"), Report("--runs", "20", "--jobs", "4"));

    private static string Report(params string[] arguments)
    {
        var program = RepositoryRoot.Combine("artifacts/bin/Amaters.Ledger.Simulator/release/Amaters.Ledger.Simulator");
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("digest ", output, StringComparison.Ordinal);
        return output;
    }
}
