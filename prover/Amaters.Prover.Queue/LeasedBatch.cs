namespace Amaters.Prover.Queue;

/// <summary>A batch to prove, and the right to be the only one at it for a while.</summary>
/// <param name="BatchNumber">Number of the batch.</param>
/// <param name="Trace">The encoded batch trace (docs/statement.md, §7).</param>
/// <param name="VerifyingKeyDigest">Digest of the key that the proof must satisfy; 32 bytes.</param>
/// <param name="Lease">Fencing token.</param>
/// <param name="LeaseTime">How long the lease holds without renewal.</param>
public sealed record LeasedBatch(ulong BatchNumber, ReadOnlyMemory<byte> Trace, ReadOnlyMemory<byte> VerifyingKeyDigest, ulong Lease, TimeSpan LeaseTime);
