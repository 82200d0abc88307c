using Amaters.Ledger.Simulator.Randomness;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Faults;

/// <summary>Clocks run too fast or too slow.</summary>
internal sealed class ClockFaults(World world, Dice dice)
{
    /// <summary>One clock's rate changes.</summary>
    public void Skew()
    {
        var node = dice.Pick([.. world.Cluster.Nodes]);
        world.Coverage.Count(Fault.ClockSkewed);
        node.Clock.Skew();
        world.Trace.Note(node.Id, $"ticks every {node.Clock.Period} microseconds");
    }
}
