using System.Text;
using Amaters.Ledger.Consensus.Quorum;

namespace Amaters.Ledger.Consensus.Membership;

/// <summary>Who belongs to the group, and how it decides. Immutable; <see cref="ConfChanger"/> makes the next one.</summary>
/// <param name="Voters">Voters, in two halves while joint.</param>
/// <param name="Learners">Members without a say; never voters of either half.</param>
/// <param name="LearnersNext">Voters of the outgoing half that become learners when it is left.</param>
/// <param name="AutoLeave">Whether the leader leaves the joint configuration of its own accord.</param>
public sealed record Configuration(JointQuorum Voters, NodeSet Learners, NodeSet LearnersNext, bool AutoLeave)
{
    /// <summary>Nobody.</summary>
    public static Configuration Empty { get; } = new(JointQuorum.Empty, NodeSet.Empty, NodeSet.Empty, AutoLeave: false);

    /// <summary>Whether two sets of voters are in force (thesis §4.3).</summary>
    public bool IsJoint => Voters.IsJoint;

    /// <summary>Voters of both halves and learners.</summary>
    public NodeSet Members => Voters.All.Union(Learners);

    /// <summary>Whether the log is sent to <paramref name="node"/>.</summary>
    public bool Contains(NodeId node) => Voters.Contains(node) || Learners.Contains(node);

    /// <summary>What is stored with a snapshot.</summary>
    public ConfState ToConfState() => new()
    {
        Voters = Voters.Incoming,
        VotersOutgoing = Voters.Outgoing,
        Learners = Learners,
        LearnersNext = LearnersNext,
        AutoLeave = AutoLeave,
    };

    /// <summary>The configuration that <paramref name="state"/> stores.</summary>
    /// <exception cref="InvariantViolationException">The stored lists contradict each other.</exception>
    public static Configuration FromConfState(ConfState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var configuration = new Configuration(
            new(NodeSet.Of(state.Voters), NodeSet.Of(state.VotersOutgoing)), NodeSet.Of(state.Learners), NodeSet.Of(state.LearnersNext), state.AutoLeave);
        configuration.CheckInvariants();
        return configuration;
    }

    /// <summary>In the form <c>voters=(1 2)&amp;&amp;(1) learners=(3) learners_next=(4) autoleave</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("voters=").Append(Voters);
        if (!Learners.IsEmpty)
            text.Append(" learners=").Append(Learners);
        if (!LearnersNext.IsEmpty)
            text.Append(" learners_next=").Append(LearnersNext);
        return text.Append(AutoLeave ? " autoleave" : "").ToString();
    }

    /// <summary>RAFT-CONF-1: learners are no voters, and only a joint configuration has something yet to leave.</summary>
    internal void CheckInvariants()
    {
        foreach (var node in Learners)
            Invariant.Holds(!Voters.Contains(node), $"{node} is both learner and voter in {this}");
        foreach (var node in LearnersNext)
            Invariant.Holds(Voters.Outgoing.Contains(node) && !Voters.Incoming.Contains(node), $"{node} is to become a learner but is not only an outgoing voter in {this}");
        Invariant.Holds(IsJoint || !AutoLeave, $"not joint, yet to be left: {this}");
    }
}
