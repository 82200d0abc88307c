using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Simulator.Randomness;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Faults;

/// <summary>An operator who never stops changing the group, and does not wait for one change to succeed before asking for the next.</summary>
internal sealed class MembershipFaults(World world, Dice dice)
{
    private const int SpareMembers = 3;

    /// <summary>Asks for some change, of the leader or, as operators may be wrong, of somebody else.</summary>
    public void Change()
    {
        var node = dice.Chance(800) && world.Cluster.Leader is { } leader ? leader : dice.Pick([.. world.Cluster.Nodes]);
        if (!node.IsUp)
            return;
        var change = Draw();
        world.Trace.Note(node.Id, $"shall propose '{change}' {change.Transition}");
        node.Input(raft =>
        {
            if (raft.ProposeConfChange(change) == StepOutcome.ProposalDropped)
                world.Coverage.Count(Mark.ConfChangeRefused);
        });
    }

    private ConfChange Draw()
    {
        if (world.Cluster.Configuration is { VotersOutgoing.Count: > 0, AutoLeave: false } && dice.Chance(300))
            return ConfChange.LeaveJoint;
        var changes = new SortedList<NodeId, ConfChangeSingle>();
        for (var count = dice.Pick([1, 1, 2, 3]); count > 0; count--)
        {
            var single = DrawSingle();
            changes[single.Node] = single;
        }

        if (changes.Count > 1)
            world.Coverage.Count(Fault.JointChangeAsked);
        return new() { Changes = [.. changes.Values], Transition = DrawTransition() };
    }

    private ConfChangeTransition DrawTransition()
    {
        var transition = dice.Pick([ConfChangeTransition.Auto, ConfChangeTransition.JointImplicit, ConfChangeTransition.JointExplicit, ConfChangeTransition.JointExplicit]);
        if (transition == ConfChangeTransition.JointExplicit)
            world.Coverage.Count(Fault.ExplicitJointAsked);
        return transition;
    }

    private ConfChangeSingle DrawSingle()
    {
        var state = world.Cluster.Configuration;
        NodeId[] members = [.. world.Cluster.Members];
        var canGrow = members.Length < world.Plan.Nodes + SpareMembers;
        switch (dice.Below(5))
        {
            case 0 when canGrow:
                world.Coverage.Count(Fault.LearnerAdded);
                return new(ConfChangeKind.AddLearner, Newcomer());
            case 1 when canGrow:
                world.Coverage.Count(Fault.VoterAdded);
                return new(ConfChangeKind.AddVoter, Newcomer());
            case 2 when state.Learners.Count > 0:
                world.Coverage.Count(Fault.VoterAdded);
                return new(ConfChangeKind.AddVoter, dice.Pick(state.Learners));
            case 3 when state.Voters.Count > 1:
                world.Coverage.Count(Fault.VoterDemoted);
                return new(ConfChangeKind.AddLearner, dice.Pick(state.Voters));
            default:
                // To remove the last voter is refused; to try it is part of the game.
                world.Coverage.Count(Fault.MemberRemoved);
                return new(ConfChangeKind.Remove, dice.Pick(members));
        }
    }

    /// <summary>A machine that waits to be added, or a new one. Ids of machines that were members are never used again.</summary>
    private NodeId Newcomer()
    {
        foreach (var node in world.Cluster.Nodes)
        {
            if (!world.Cluster.WasMember(node.Id))
                return node.Id;
        }

        return world.Cluster.Join();
    }
}
