using Amaters.Ledger.Consensus;
using Amaters.Ledger.Simulator.Randomness;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Faults;

/// <summary>Partitions of all shapes, one after the other or on top of each other.</summary>
internal sealed class NetworkFaults(World world, Dice dice)
{
    /// <summary>The group falls into two parts.</summary>
    public void Split()
    {
        var sides = world.Cluster.Nodes.ToLookup(_ => dice.Chance(500), node => node.Id);
        world.Coverage.Count(Fault.SplitPartition);
        world.Network.Cut.Split([.. sides[true]], [.. sides[false]]);
        Note($"are cut off: {string.Join(' ', sides[true])}", sides[true]);
    }

    /// <summary>
    /// The leader is cut off, alone or with a follower. Until it notices, it goes on appending what nobody will commit: the tails that the next
    /// leader must overwrite.
    /// </summary>
    public void IsolateLeader()
    {
        if (world.Cluster.Leader is not { } leader)
            return;
        NodeId[] others = [.. world.Cluster.Nodes.Select(node => node.Id).Where(id => id != leader.Id)];
        NodeId[] minority = others.Length >= 4 && dice.Chance(500) ? [leader.Id, dice.Pick(others)] : [leader.Id];
        world.Coverage.Count(Fault.LeaderIsolated);
        world.Network.Cut.Split(minority, [.. others.Except(minority)]);
        Note("is cut off while it leads", minority);
        LoadFaults.Burst(world, dice, leader);
    }

    /// <summary>A node, the leader more often than others, no longer hears the rest; or is no longer heard.</summary>
    public void CutOneWay()
    {
        var victim = dice.Chance(500) && world.Cluster.Leader is { } leader ? leader : dice.Pick([.. world.Cluster.Nodes]);
        var isDeaf = dice.Chance(500);
        world.Coverage.Count(Fault.OneWayPartition);
        foreach (var other in world.Cluster.Nodes.Where(node => node != victim))
            world.Network.Cut.CutOneWay(isDeaf ? other.Id : victim.Id, isDeaf ? victim.Id : other.Id);
        Note(isDeaf ? "hears nobody" : "is heard by nobody", [victim.Id]);
    }

    /// <summary>Any ways at all are cut, so that who reaches whom follows no pattern.</summary>
    public void CutRandomLinks()
    {
        world.Coverage.Count(Fault.RandomLinksCut);
        foreach (var from in world.Cluster.Nodes)
        {
            foreach (var to in world.Cluster.Nodes)
            {
                if (from != to && dice.Chance(300))
                    world.Network.Cut.CutOneWay(from.Id, to.Id);
            }
        }

        Note("random links are cut", []);
    }

    /// <summary>All ways are open again.</summary>
    public void Heal()
    {
        world.Network.Cut.Heal();
        Note("all links are open", []);
    }

    private void Note(string text, IEnumerable<NodeId> nodes) => world.Trace.Note(nodes.FirstOrDefault(), text);
}
