using System.Collections.Immutable;
using System.Numerics;

namespace Amaters.Verifier.Genesis;

/// <summary>The limits that a genesis document keeps.</summary>
public static class GenesisRules
{
    /// <summary>Most founding members and most registrars.</summary>
    public const int MemberCountMax = 101;

    /// <summary>Longest name, in characters.</summary>
    public const int NameLengthMax = 64;

    /// <summary>Most slices of the position space.</summary>
    public const int SliceCountMax = 4096;

    /// <summary>Largest payload that a ledger may allow: 1 MiB.</summary>
    public const int PayloadBytesLimit = 1 << 20;

    /// <summary>Bytes in a digest, a nonce, an Ed25519 key and a compressed Jubjub key.</summary>
    public const int DigestByteCount = 32;

    /// <summary>Names the first broken limit and its fix, or null when all are kept.</summary>
    public static string? FindViolation(GenesisFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (!IsName(facts.Name))
            return $"name: 1 to {NameLengthMax} printable ASCII characters are allowed.";
        if (facts.Shape == default)
            return "circuit: k and depth are needed.";
        if (Digests(facts).FirstOrDefault(field => field.Value.IsDefault || field.Value.Length != DigestByteCount) is { Name: not null } digest)
            return $"{digest.Name}: {DigestByteCount} bytes are needed.";
        if (facts.Members.IsDefaultOrEmpty || facts.Members.Length > MemberCountMax)
            return $"members: 1 to {MemberCountMax} are needed.";
        if (facts.Members.FirstOrDefault(member => member.NodeId == 0 || member.CheckpointKey.IsDefault || member.CheckpointKey.Length != DigestByteCount || !IsNoteName(member.Name)) is { } member)
            return $"members: node {member.NodeId} needs an id from 1, a {DigestByteCount}-byte key and a name without spaces and plus signs.";
        if (facts.Members.Zip(facts.Members.Skip(1)).Any(pair => pair.First.NodeId >= pair.Second.NodeId))
            return "members: must stand in ascending order of id, each id once.";
        if (facts.Registrars.IsDefault || facts.Registrars.Length > MemberCountMax || facts.Registrars.Any(key => key.IsDefault || key.Length != DigestByteCount))
            return $"registrars: at most {MemberCountMax} keys of {DigestByteCount} bytes.";
        if (!facts.IsRegistrationOpen && facts.Registrars.IsEmpty)
            return "registrars: at least one is needed where registration is not open, or no client could ever register.";
        if (!IsSliceCount(facts.SliceCount, facts.Shape.TreeDepth))
            return $"slices: {facts.SliceCount} is not a power of eight from 1 to {SliceCountMax} and at most 8^depth, so that a slice is a whole subtree.";
        if (facts.ShardCount < 1 || facts.ShardCount > facts.SliceCount)
            return $"shards: {facts.ShardCount} is not from 1 to the number of slices, {facts.SliceCount}.";
        if (facts.PayloadBytesMax is < 1 or > PayloadBytesLimit)
            return $"payloadBytesMax: {facts.PayloadBytesMax} is not from 1 to {PayloadBytesLimit}.";
        return null;
    }

    private static (string Name, ImmutableArray<byte> Value)[] Digests(GenesisFacts facts) =>
    [
        ("nonce", facts.Nonce), ("circuit.digest", facts.CircuitDigest), ("verifyingKey.digest", facts.VerifyingKeyDigest),
    ];

    private static bool IsSliceCount(int sliceCount, int depth) =>
        sliceCount is >= 1 and <= SliceCountMax && BitOperations.IsPow2(sliceCount)
        && BitOperations.Log2((uint)sliceCount) is var bitCount && bitCount % 3 == 0 && bitCount <= 3 * depth;

    private static bool IsName(string? name) =>
        name is { Length: >= 1 and <= NameLengthMax } && name.All(character => character is >= ' ' and <= '~');

    private static bool IsNoteName(string? name) => IsName(name) && !name!.Contains(' ') && !name.Contains('+');
}
