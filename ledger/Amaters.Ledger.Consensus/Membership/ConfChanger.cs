using Amaters.Ledger.Consensus.Quorum;

namespace Amaters.Ledger.Consensus.Membership;

/// <summary>Computes the configuration that follows from a change (thesis §4): pure, and the same on every node.</summary>
public static class ConfChanger
{
    /// <summary>Applies <paramref name="change"/> in the way it asks for.</summary>
    /// <returns>False, with the reason, if the change does not fit the configuration.</returns>
    public static bool TryApply(Configuration current, ConfChange change, out Configuration next, out string refusal)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (change.IsLeaveJoint)
            return TryLeaveJoint(current, out next, out refusal);
        return change.NeedsJoint
            ? TryEnterJoint(current, change.AutoLeave, change.Changes, out next, out refusal)
            : TrySimple(current, change.Changes, out next, out refusal);
    }

    /// <summary>RAFT-CONF-2, thesis §4.1: one voter at a time needs no joint configuration, for old and new majorities then overlap.</summary>
    public static bool TrySimple(Configuration current, IReadOnlyList<ConfChangeSingle> changes, out Configuration next, out string refusal)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(changes);
        next = current;
        if (current.IsJoint)
            return Refuse("can't apply simple config change in joint config", out refusal);
        var changed = ApplyEach(current, changes);
        if (changed.Voters.Incoming.IsEmpty)
            return Refuse("removed all voters", out refusal);
        if (DifferenceCount(current.Voters.Incoming, changed.Voters.Incoming) > 1)
            return Refuse("more than one voter changed without entering joint config", out refusal);
        return Accept(changed, out next, out refusal);
    }

    /// <summary>RAFT-CONF-3, thesis §4.3: any change at once, with decisions by both majorities until the joint configuration is left.</summary>
    public static bool TryEnterJoint(Configuration current, bool autoLeave, IReadOnlyList<ConfChangeSingle> changes, out Configuration next, out string refusal)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(changes);
        next = current;
        if (current.IsJoint)
            return Refuse("config is already joint", out refusal);
        if (current.Voters.Incoming.IsEmpty)
            return Refuse("can't make a zero-voter config joint", out refusal);
        var joint = current with { Voters = current.Voters with { Outgoing = current.Voters.Incoming } };
        var changed = ApplyEach(joint, changes);
        if (changed.Voters.Incoming.IsEmpty)
            return Refuse("removed all voters", out refusal);
        return Accept(changed with { AutoLeave = autoLeave }, out next, out refusal);
    }

    /// <summary>RAFT-CONF-4, thesis §4.3: the outgoing half loses its say; its voters that were to become learners do.</summary>
    public static bool TryLeaveJoint(Configuration current, out Configuration next, out string refusal)
    {
        ArgumentNullException.ThrowIfNull(current);
        next = current;
        if (!current.IsJoint)
            return Refuse("can't leave a non-joint config", out refusal);
        var left = new Configuration(
            current.Voters with { Outgoing = NodeSet.Empty }, current.Learners.Union(current.LearnersNext), NodeSet.Empty, AutoLeave: false);
        return Accept(left, out next, out refusal);
    }

    private static Configuration ApplyEach(Configuration configuration, IReadOnlyList<ConfChangeSingle> changes)
    {
        foreach (var change in changes)
        {
            if (change.Node == NodeId.None)
                continue;
            configuration = change.Kind switch
            {
                ConfChangeKind.AddVoter => MakeVoter(configuration, change.Node),
                ConfChangeKind.AddLearner => MakeLearner(configuration, change.Node),
                ConfChangeKind.Remove => Remove(configuration, change.Node),
                _ => configuration,
            };
        }

        return configuration;
    }

    private static Configuration MakeVoter(Configuration configuration, NodeId node)
    {
        var others = Remove(configuration, node);
        return others with { Voters = others.Voters with { Incoming = others.Voters.Incoming.With(node) } };
    }

    /// <summary>A node that still votes in the outgoing half must not be a learner yet: it would be both.</summary>
    private static Configuration MakeLearner(Configuration configuration, NodeId node)
    {
        var others = Remove(configuration, node);
        return others.Voters.Outgoing.Contains(node)
            ? others with { LearnersNext = others.LearnersNext.With(node) }
            : others with { Learners = others.Learners.With(node) };
    }

    /// <summary>The outgoing half is history and never changes.</summary>
    private static Configuration Remove(Configuration configuration, NodeId node) => configuration with
    {
        Voters = configuration.Voters with { Incoming = configuration.Voters.Incoming.Without(node) },
        Learners = configuration.Learners.Without(node),
        LearnersNext = configuration.LearnersNext.Without(node),
    };

    private static int DifferenceCount(NodeSet left, NodeSet right) =>
        left.Count(node => !right.Contains(node)) + right.Count(node => !left.Contains(node));

    private static bool Refuse(string reason, out string refusal)
    {
        refusal = reason;
        return false;
    }

    private static bool Accept(Configuration changed, out Configuration next, out string refusal)
    {
        changed.CheckInvariants();
        next = changed;
        refusal = "";
        return true;
    }
}
