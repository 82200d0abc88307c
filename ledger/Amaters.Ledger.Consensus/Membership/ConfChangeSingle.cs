namespace Amaters.Ledger.Consensus.Membership;

/// <summary>One node's part in a configuration change.</summary>
/// <param name="Kind">What happens to it.</param>
/// <param name="Node">Which node; a change of nobody is ignored.</param>
public readonly record struct ConfChangeSingle(ConfChangeKind Kind, NodeId Node)
{
    /// <summary>In the form v1, r2, u3 or l4: voter, remove, update, learner.</summary>
    public override string ToString() => $"{"vrul"[(int)Kind]}{Node}";
}
