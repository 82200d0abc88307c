namespace Amaters.Ledger.Consensus;

/// <summary>The members of a group as stored with a snapshot (thesis §4.3). Lists are sorted and without repeats.</summary>
public sealed class ConfState : IEquatable<ConfState>
{
    /// <summary>Nobody at all: a node that waits to be added.</summary>
    public static ConfState Empty { get; } = new();

    /// <summary>Voters; in a joint configuration, those of its incoming half.</summary>
    public IReadOnlyList<NodeId> Voters { get; init; } = [];

    /// <summary>Members that receive the log and do not count in any quorum (thesis §4.2.1).</summary>
    public IReadOnlyList<NodeId> Learners { get; init; } = [];

    /// <summary>Voters of the outgoing half; empty unless the configuration is joint.</summary>
    public IReadOnlyList<NodeId> VotersOutgoing { get; init; } = [];

    /// <summary>Outgoing voters that become learners when the joint configuration is left.</summary>
    public IReadOnlyList<NodeId> LearnersNext { get; init; } = [];

    /// <summary>Whether the leader leaves the joint configuration of its own accord.</summary>
    public bool AutoLeave { get; init; }

    /// <inheritdoc/>
    public bool Equals(ConfState? other) =>
        other is not null && AutoLeave == other.AutoLeave && Voters.SequenceEqual(other.Voters) && Learners.SequenceEqual(other.Learners)
        && VotersOutgoing.SequenceEqual(other.VotersOutgoing) && LearnersNext.SequenceEqual(other.LearnersNext);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ConfState);

    /// <inheritdoc/>
    public override int GetHashCode() => (Voters.Count * 31) + Learners.Count;

    /// <summary>In the form of the scenario notation.</summary>
    public override string ToString() => RaftText.Describe(this);
}
