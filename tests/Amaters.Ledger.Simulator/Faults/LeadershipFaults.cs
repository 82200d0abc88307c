using Amaters.Ledger.Simulator.Randomness;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Faults;

/// <summary>Leadership is asked to change hands, or leaders are doubted without cause.</summary>
internal sealed class LeadershipFaults(World world, Dice dice)
{
    /// <summary>The leader is to hand over, to anyone: learners, the dead and itself included.</summary>
    public void Transfer()
    {
        if (world.Cluster.Leader is not { } leader)
            return;
        var successor = dice.Pick([.. world.Cluster.Nodes]).Id;
        world.Coverage.Count(Fault.TransferAsked);
        world.Trace.Note(leader.Id, $"shall hand over to {successor}");
        leader.Input(raft => raft.TransferLeader(successor));
    }

    /// <summary>A node campaigns before its time.</summary>
    public void Campaign()
    {
        var node = dice.Pick([.. world.Cluster.Nodes]);
        world.Coverage.Count(Fault.CampaignForced);
        node.Input(raft => raft.Campaign());
    }

    /// <summary>A node forgets whom it follows.</summary>
    public void Forget()
    {
        var node = dice.Pick([.. world.Cluster.Nodes]);
        world.Coverage.Count(Fault.LeaderForgotten);
        node.Input(raft => raft.ForgetLeader());
    }
}
