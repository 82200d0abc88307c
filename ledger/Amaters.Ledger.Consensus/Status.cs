using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Consensus.Tracking;

namespace Amaters.Ledger.Consensus;

/// <summary>A node's state as of one moment, for operators, metrics and tests.</summary>
public sealed class Status
{
    /// <summary>The node.</summary>
    public required NodeId Id { get; init; }

    /// <summary>Term, vote and commit.</summary>
    public required HardState HardState { get; init; }

    /// <summary>Leader and role.</summary>
    public required SoftState SoftState { get; init; }

    /// <summary>Highest index that the state machine has applied.</summary>
    public required LogIndex Applied { get; init; }

    /// <summary>Index of the first entry that can be read.</summary>
    public required LogIndex FirstIndex { get; init; }

    /// <summary>Index of the last entry.</summary>
    public required LogIndex LastIndex { get; init; }

    /// <summary>The successor of a transfer under way, or nobody.</summary>
    public required NodeId Transferee { get; init; }

    /// <summary>The configuration in force.</summary>
    public required Configuration Configuration { get; init; }

    /// <summary>Progress of every member in ascending order; empty unless this node leads.</summary>
    public required IReadOnlyDictionary<NodeId, Progress> Progress { get; init; }
}
