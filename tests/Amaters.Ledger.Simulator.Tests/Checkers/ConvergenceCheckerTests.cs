using Amaters.Ledger.Consensus;
using Amaters.Ledger.Simulator.Checkers;
using Amaters.Ledger.Simulator.Randomness;

namespace Amaters.Ledger.Simulator.Tests.Checkers;

/// <summary>The judge of liveness is shown groups that come to rest and groups that cannot.</summary>
public sealed class ConvergenceCheckerTests
{
    private static readonly NodeId A = new(1), B = new(2), C = new(3);

    [Fact]
    public void A_whole_group_converges() => new ConvergenceChecker(Founded(3)).AwaitConvergence();

    [Fact]
    public void Without_a_quorum_nothing_new_is_applied()
    {
        var world = Founded(3);
        world.Cluster.Find(B)!.Crash("dies");
        world.Cluster.Find(C)!.Crash("dies");
        Assert.Contains("a new write was not applied", Cries(world), StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_is_down_is_not_in_the_same_state()
    {
        var world = Founded(3);
        world.Cluster.Find(C)!.Crash("dies");
        var report = Cries(world);
        Assert.Contains("a new write was applied", report, StringComparison.Ordinal);
        Assert.Contains("3: down", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_hears_nothing_falls_behind_for_ever()
    {
        var world = Founded(3);
        world.Network.Cut.CutOneWay(A, C);
        world.Network.Cut.CutOneWay(B, C);
        Assert.Contains("no convergence within 120 s", Cries(world), StringComparison.Ordinal);
    }

    private static World Founded(int nodes)
    {
        var world = new World(new RunPlan { Nodes = nodes, Steps = 0, Preset = Preset.Standard }, new Dice(1), traceWriter: null);
        world.Cluster.Found(nodes);
        world.Network.BecomeReliable();
        return world;
    }

    private static string Cries(World world) => Assert.Throws<LivenessViolationException>(() => new ConvergenceChecker(world).AwaitConvergence()).Message;
}
