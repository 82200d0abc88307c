namespace Amaters.Ledger.Replication;

/// <summary>What a leader knows of another member.</summary>
/// <param name="NodeId">The member.</param>
/// <param name="Match">Highest index that it is known to have stored.</param>
/// <param name="IsRecentlyActive">Whether it has been heard of since the leader last counted its quorum.</param>
public readonly record struct PeerProgress(ulong NodeId, ulong Match, bool IsRecentlyActive);
