using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;
using Amaters.Circuits.Trees;

namespace Amaters.Circuits.Statements;

/// <summary>What lies at the position of a key, with the path that shows it. Worth nothing until <see cref="Verify"/> has compared it with a trusted root.</summary>
/// <param name="Occupant">The record at the position, perhaps of another key; null when the position is empty.</param>
/// <param name="Path">The position's siblings.</param>
public sealed record RecordProof(Record? Occupant, MerklePath Path)
{
    private const byte EmptyFlag = 0;
    private const byte OccupiedFlag = 1;

    /// <summary>Length of <see cref="Encode"/>.</summary>
    public int EncodedByteCount => 1 + (Occupant is null ? 0 : Record.EncodedByteCount) + Path.EncodedByteCount;

    /// <summary>Checks the proof against a trusted root for the key that was asked for.</summary>
    /// <param name="root">The trusted state root.</param>
    /// <param name="treeDepth">Levels of the ledger's state tree.</param>
    /// <param name="key">The key that was asked for; the position is derived from it, never taken from the proof.</param>
    public RecordProofVerdict Verify(in Fr root, int treeDepth, RecordKey key)
    {
        if (!Path.Verify(root, treeDepth, key.Position(treeDepth), Occupant?.Leaf() ?? Fr.Zero))
            return RecordProofVerdict.Invalid;
        return VerdictOnValidPath(key);
    }

    /// <summary><see cref="Verify"/> of each proof for the key at its place, hashed together: several times faster.</summary>
    /// <param name="root">The trusted state root.</param>
    /// <param name="treeDepth">Levels of the ledger's state tree.</param>
    /// <param name="keys">The keys that were asked for.</param>
    /// <param name="proofs">The proof of each.</param>
    /// <param name="memo">Remembers nodes between calls; null for none.</param>
    /// <exception cref="ArgumentException">There is not one proof for each key.</exception>
    public static RecordProofVerdict[] VerifyAll(in Fr root, int treeDepth, IReadOnlyList<RecordKey> keys, IReadOnlyList<RecordProof> proofs, CompressionMemo? memo = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(proofs);
        if (keys.Count != proofs.Count)
            throw new ArgumentException("Each key needs its proof.", nameof(proofs));
        var positions = RecordKey.Positions(keys, treeDepth);
        int[] fitting = [.. Enumerable.Range(0, keys.Count).Where(i => proofs[i].Path.Depth == treeDepth && proofs[i].Path.Position == positions[i])];
        var leaves = Record.Leaves([.. fitting.Select(i => proofs[i].Occupant)]);
        var roots = MerklePath.ComputeRoots([.. fitting.Select(i => proofs[i].Path)], leaves, memo);

        var verdicts = new RecordProofVerdict[keys.Count];
        Array.Fill(verdicts, RecordProofVerdict.Invalid);
        for (int i = 0; i < fitting.Length; i++)
        {
            if (roots[i] == root)
                verdicts[fitting[i]] = proofs[fitting[i]].VerdictOnValidPath(keys[fitting[i]]);
        }

        return verdicts;
    }

    private RecordProofVerdict VerdictOnValidPath(RecordKey key) => Occupant?.Key == key ? RecordProofVerdict.Present : RecordProofVerdict.Absent;

    /// <summary>Writes a flag byte (0 empty, 1 occupied), the occupant if there is one, and the path.</summary>
    /// <exception cref="ArgumentException">The span is shorter than <see cref="EncodedByteCount"/>.</exception>
    public void Encode(Span<byte> destination)
    {
        if (destination.Length < EncodedByteCount)
            throw new ArgumentException($"This proof takes {EncodedByteCount} bytes.", nameof(destination));
        destination[0] = Occupant is null ? EmptyFlag : OccupiedFlag;
        Occupant?.Encode(destination[1..]);
        Path.Encode(destination[(EncodedByteCount - Path.EncodedByteCount)..]);
    }

    /// <summary>Reads exactly the bytes that <see cref="Encode"/> writes.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, [NotNullWhen(true)] out RecordProof? proof, out RecordProofRejection reason)
    {
        proof = null;
        reason = Read(source, ref proof);
        return reason == RecordProofRejection.None;
    }

    private static RecordProofRejection Read(ReadOnlySpan<byte> source, ref RecordProof? proof)
    {
        if (source.IsEmpty)
            return RecordProofRejection.WrongLength;
        if (source[0] > OccupiedFlag)
            return RecordProofRejection.InvalidFlag;

        Record? occupant = null;
        var rest = source[1..];
        if (source[0] == OccupiedFlag)
        {
            if (rest.Length < Record.EncodedByteCount)
                return RecordProofRejection.WrongLength;
            if (!Record.TryDecode(rest[..Record.EncodedByteCount], out occupant, out _))
                return RecordProofRejection.InvalidRecord;
            rest = rest[Record.EncodedByteCount..];
        }

        if (!MerklePath.TryDecode(rest, out var path, out var pathReason))
            return pathReason == MerklePathRejection.WrongLength ? RecordProofRejection.WrongLength : RecordProofRejection.InvalidPath;
        proof = new RecordProof(occupant, path);
        return RecordProofRejection.None;
    }
}
