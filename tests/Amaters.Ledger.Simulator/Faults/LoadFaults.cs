using Amaters.Ledger.Simulator.Nodes;
using Amaters.Ledger.Simulator.Randomness;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Faults;

/// <summary>More proposals at once than clients, who wait for answers, would ever make.</summary>
internal sealed class LoadFaults(World world, Dice dice)
{
    private const int MaximumEntries = 12;

    /// <summary>A leader, perhaps one that is none any more, gets several entries at once.</summary>
    public void Burst()
    {
        SimulatedNode[] leaders = [.. world.Cluster.Nodes.Where(node => node.IsUp && node.Status.SoftState.Role == Consensus.RaftRole.Leader)];
        if (leaders.Length > 0)
            Burst(world, dice, dice.Pick(leaders));
    }

    /// <summary>See <see cref="Burst()"/>.</summary>
    public static void Burst(World world, Dice dice, SimulatedNode leader)
    {
        var entries = new ReadOnlyMemory<byte>[1 + dice.Below(MaximumEntries)];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = BitConverter.GetBytes(dice.Bits());
        world.Coverage.Count(Fault.LoadBurst);
        world.Trace.Note(leader.Id, $"is asked for {entries.Length} entries at once");
        leader.Input(raft => raft.Propose(entries));
    }
}
