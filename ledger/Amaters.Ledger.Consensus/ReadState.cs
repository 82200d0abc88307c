namespace Amaters.Ledger.Consensus;

/// <summary>Outcome of a linearizable read request (thesis §6.4).</summary>
/// <param name="Context">The caller's bytes.</param>
/// <param name="Index">Serve the read as soon as this index is applied; meaningless when refused.</param>
/// <param name="IsRefused">The read was dropped (no leader, or it stepped down): ask again, or fail the caller.</param>
public readonly record struct ReadState(ReadOnlyMemory<byte> Context, LogIndex Index, bool IsRefused);
