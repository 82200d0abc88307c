namespace Amaters.Ledger.Simulator.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void A_seed_alone_is_one_run_without_stored_ones()
    {
        Assert.True(CommandLine.TryParse(["--seed", "17", "--nodes", "5", "--preset", "tiny"], out var arguments, out _));
        Assert.Equal(new SimulationOptions { Seed = 17, Nodes = 5, Preset = Preset.Tiny }, arguments.First);
        Assert.Equal((1, false), (arguments.Runs, arguments.WithStoredSeeds));
    }

    [Theory]
    [InlineData("--seed")]
    [InlineData("--seed x")]
    [InlineData("--runs 0")]
    [InlineData("--nodes 0")]
    [InlineData("--preset huge")]
    [InlineData("--preset 1")]
    [InlineData("--speed 1")]
    public void Words_without_sense_are_refused(string words) => Assert.False(CommandLine.TryParse(words.Split(' '), out _, out _));

    [Fact]
    public void The_command_that_replays_a_run_names_that_run()
    {
        var options = new SimulationOptions { Seed = 3, Nodes = 101, Steps = 5, Preset = Preset.Standard };
        var command = Session.Replay(options);
        Assert.True(CommandLine.TryParse(command.Split(" sim ")[1].Split(' '), out var arguments, out _));
        Assert.Equal(options, arguments.First);
        Assert.True(arguments.IsTraced);
    }

    [Fact]
    public void Stored_seeds_are_read_line_by_line() =>
        Assert.Equal([new() { Seed = 4 }, new() { Seed = 5, Nodes = 3 }], StoredSeeds.Parse("# why\n--seed 4 # because\n\n--seed 5 --nodes 3\n"));
}
