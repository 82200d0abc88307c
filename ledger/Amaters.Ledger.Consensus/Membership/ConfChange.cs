namespace Amaters.Ledger.Consensus.Membership;

/// <summary>A change of the group's members, carried by a log entry and taking effect when that entry is applied (thesis §4).</summary>
public sealed partial class ConfChange
{
    /// <summary>The change that leaves a joint configuration.</summary>
    public static ConfChange LeaveJoint { get; } = new();

    /// <summary>Whether the change passes through a joint configuration.</summary>
    public ConfChangeTransition Transition { get; init; }

    /// <summary>The single changes, in order.</summary>
    public IReadOnlyList<ConfChangeSingle> Changes { get; init; } = [];

    /// <summary>The host's own bytes (an address, say), handed through.</summary>
    public ReadOnlyMemory<byte> Context { get; init; }

    /// <summary>Whether this leaves a joint configuration: it changes nobody, and asks for no transition.</summary>
    public bool IsLeaveJoint => Transition == ConfChangeTransition.Auto && Changes.Count == 0;

    /// <summary>RAFT-CONF-3, thesis §4.3: more than one change, or an explicit wish, goes through a joint configuration.</summary>
    public bool NeedsJoint => Transition != ConfChangeTransition.Auto || Changes.Count > 1;

    /// <summary>Whether the joint configuration, if one is entered, is left without being asked.</summary>
    public bool AutoLeave => Transition != ConfChangeTransition.JointExplicit;

    /// <summary>In the form <c>v1 l2 r3</c>.</summary>
    public override string ToString() => string.Join(' ', Changes);
}
