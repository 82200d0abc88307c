namespace Amaters.Ledger.Consensus;

/// <summary>State that a host shows and routes by, but need not store.</summary>
/// <param name="Leader">The leader of the current term as far as known, or nobody.</param>
/// <param name="Role">What this node is.</param>
public readonly record struct SoftState(NodeId Leader, RaftRole Role);
