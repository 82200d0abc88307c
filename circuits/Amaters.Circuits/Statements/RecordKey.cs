using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;
using Amaters.Circuits.Trees;

namespace Amaters.Circuits.Statements;

/// <summary>What names a record: its collection and the pseudorandom tag that stands for its plaintext key.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Tag">The client's keyed pseudorandom function of the plaintext key; the ledger learns equality and nothing else.</param>
public readonly record struct RecordKey(Fr Collection, Fr Tag)
{
    /// <summary>Where the record lies: the low 3·depth bits of H8(POSITION, collection, tag, 0, 0, 0, 0, 0) (STATE-4).</summary>
    /// <param name="treeDepth">Levels of the state tree.</param>
    /// <exception cref="ArgumentOutOfRangeException">No tree has this depth.</exception>
    public ulong Position(int treeDepth)
    {
        OctalTree.CheckDepth(treeDepth);
        Span<Fr> inputs = stackalloc Fr[Compression.Arity];
        WritePositionInputs(inputs);
        return PositionOf(Compression.H8(inputs), treeDepth);
    }

    /// <summary><see cref="Position"/> of each key, hashed together.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="treeDepth">Levels of the state tree.</param>
    /// <exception cref="ArgumentOutOfRangeException">No tree has this depth.</exception>
    public static ulong[] Positions(IReadOnlyList<RecordKey> keys, int treeDepth)
    {
        ArgumentNullException.ThrowIfNull(keys);
        OctalTree.CheckDepth(treeDepth);
        var inputs = new Fr[keys.Count * Compression.Arity];
        for (int i = 0; i < keys.Count; i++)
            keys[i].WritePositionInputs(inputs.AsSpan(i * Compression.Arity));
        var hashes = new Fr[keys.Count];
        BulkCompression.H8(inputs, hashes);
        return Array.ConvertAll(hashes, hash => PositionOf(hash, treeDepth));
    }

    /// <summary>Writes the eight inputs of the hash that a <see cref="Position"/> is taken from.</summary>
    internal void WritePositionInputs(Span<Fr> inputs) => Compression.WriteInputs(inputs, DomainTag.Position, Collection, Tag);

    private static ulong PositionOf(in Fr hash, int treeDepth)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        hash.ToStandardLimbs(limbs);
        return limbs[0] & ((1UL << (3 * treeDepth)) - 1);
    }
}
