using System.Collections.Immutable;

namespace Amaters.Verifier.Genesis;

/// <summary>A founding member of the group.</summary>
/// <param name="NodeId">Raft id, from 1; never reused.</param>
/// <param name="CheckpointKey">Ed25519 public key (32 bytes) that signs this node's checkpoints.</param>
/// <param name="Name">The key's name in signed notes, for example <c>ledger.example/node-1</c>: no spaces, no plus sign.</param>
public sealed record GenesisMember(ulong NodeId, ImmutableArray<byte> CheckpointKey, string Name);
