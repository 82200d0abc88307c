using System.Collections.Immutable;
using Amaters.Circuits.Statements;
using Amaters.Verifier.Checkpoints;

namespace Amaters.Verifier.Genesis;

/// <summary>The content of a <see cref="GenesisDocument"/>, not yet checked against its limits.</summary>
public sealed record GenesisFacts
{
    /// <summary>A name for people: 1 to 64 printable characters.</summary>
    public required string Name { get; init; }

    /// <summary>32 random bytes that keep two ledgers with equal settings apart.</summary>
    public required ImmutableArray<byte> Nonce { get; init; }

    /// <summary>Commands per batch and levels of the state tree.</summary>
    public required CircuitShape Shape { get; init; }

    /// <summary>SHA-256 digest of the circuit that proofs are about.</summary>
    public required ImmutableArray<byte> CircuitDigest { get; init; }

    /// <summary>SHA-256 digest of the verifying key.</summary>
    public required ImmutableArray<byte> VerifyingKeyDigest { get; init; }

    /// <summary>True when one party made the key and could forge proofs; a node in production mode refuses it.</summary>
    public required bool IsDevelopmentKey { get; init; }

    /// <summary>The founding members, in ascending order of node id.</summary>
    public required ImmutableArray<GenesisMember> Members { get; init; }

    /// <summary>True: any client may register a key. False: a registrar must sign.</summary>
    public required bool IsRegistrationOpen { get; init; }

    /// <summary>Compressed Jubjub keys (32 bytes each) that may register and revoke clients' keys.</summary>
    public required ImmutableArray<ImmutableArray<byte>> Registrars { get; init; }

    /// <summary>Number of equal slices of the position space that placement moves between shards; a power of eight, so that a slice is a whole subtree.</summary>
    public required int SliceCount { get; init; }

    /// <summary>Number of shards; placement entries name them 0 to ShardCount − 1.</summary>
    public required int ShardCount { get; init; }

    /// <summary>Largest payload that a command may carry, in bytes.</summary>
    public required int PayloadBytesMax { get; init; }

    /// <summary>Names of the founding members who have validly signed a note. Says nothing about what it says.</summary>
    public IEnumerable<string> SignersOf(SignedNote note) =>
        Members.Where(member => new NoteVerifier(member.Name, member.CheckpointKey.AsSpan()).HasSigned(note)).Select(member => member.Name);
}
