using Amaters.Ledger.Simulator.Reporting;
using Amaters.Testing;

namespace Amaters.Ledger.Simulator.Tests;

/// <summary>The simulator at work, on a number of seeds that always stays the same.</summary>
public sealed class BoundedRunTests
{
    [Fact]
    public void Every_run_that_once_failed_holds() => Hold(StoredSeeds.Load());

    [Fact]
    public void A_hundred_seeds_hold() => Hold(Seeds(1, 100));

    [Fact]
    [Trait(Tier.Name, Tier.Full)]
    public void Five_hundred_seeds_hold_and_leave_no_fault_uninjected_and_no_place_unreached()
    {
        var coverage = Hold(Seeds(1, 500));
        Assert.Empty(coverage.Missing());
    }

    [Theory]
    [Trait(Tier.Name, Tier.Full)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(101)]
    public void Groups_of_any_size_hold(int nodes) => Hold([new() { Seed = 7, Nodes = nodes }]);

    [Fact]
    [Trait(Tier.Name, Tier.Full)]
    public void A_log_beyond_a_million_entries_holds()
    {
        var result = Simulation.Run(new() { Seed = 1, Nodes = 3, Preset = Preset.Long });
        Assert.Null(result.Failure);
        Assert.True(result.Committed.Value > 1_000_000);
    }

    private static IEnumerable<SimulationOptions> Seeds(ulong first, int count) =>
        Enumerable.Range(0, count).Select(i => new SimulationOptions { Seed = first + (ulong)i });

    private static Coverage Hold(IEnumerable<SimulationOptions> runs)
    {
        var coverage = new Coverage();
        foreach (var options in runs)
        {
            var result = Simulation.Run(options);
            Assert.True(result.Failure is null, $"{Session.Replay(options)}\nfails at step {result.Steps}: {result.Failure}");
            coverage.Add(result.Coverage);
        }

        return coverage;
    }
}
