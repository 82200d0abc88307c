namespace Amaters.Ledger.Consensus.Reads;

/// <summary>A read that waits for its heartbeat round.</summary>
/// <param name="Token">The round that confirms it.</param>
/// <param name="Request">Who asks, and the caller's context.</param>
/// <param name="Index">The commit index when it arrived: serving at or after it is linearizable.</param>
internal readonly record struct PendingRead(ulong Token, Message Request, LogIndex Index);
