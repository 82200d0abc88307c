using System.Security.Cryptography;

namespace Amaters.Verifier.Checkpoints;

/// <summary>The SHA-256 Merkle tree of RFC 6962 §2.1 over batch header digests: what checkpoints commit to.</summary>
/// <remarks>
/// The tree repeats in SHA-256 what the chain of proven headers says already, in the one shape that existing transparency
/// witnesses can check and cosign. Leaf i (from 0) is the 32-byte digest of the header of batch i + 1.
/// </remarks>
public static class TransparencyTree
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashByteCount = SHA256.HashSizeInBytes;

    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    /// <summary>Root of the tree without leaves: SHA-256 of nothing.</summary>
    public static byte[] EmptyRoot => SHA256.HashData(ReadOnlySpan<byte>.Empty);

    /// <summary>SHA-256(0x00 ‖ leaf).</summary>
    public static byte[] HashLeaf(ReadOnlySpan<byte> leaf)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([LeafPrefix]);
        hash.AppendData(leaf);
        return hash.GetHashAndReset();
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static byte[] HashNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * HashByteCount];
        input[0] = NodePrefix;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + HashByteCount)..]);
        return SHA256.HashData(input);
    }

    /// <summary>Root over leaf hashes, by the recursion of the RFC; the slow twin of <see cref="TransparencyTreeHead"/>.</summary>
    public static byte[] Root(ReadOnlySpan<byte[]> leafHashes)
    {
        if (leafHashes.IsEmpty)
            return EmptyRoot;
        if (leafHashes.Length == 1)
            return leafHashes[0];
        var split = SplitOf(leafHashes.Length);
        return HashNode(Root(leafHashes[..split]), Root(leafHashes[split..]));
    }

    /// <summary>PATH(m, D): the hashes that lead from leaf <paramref name="index"/> to the root (§2.1.1).</summary>
    public static List<byte[]> InclusionProof(int index, ReadOnlySpan<byte[]> leafHashes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leafHashes.Length);
        if (leafHashes.Length == 1)
            return [];
        var split = SplitOf(leafHashes.Length);
        var (proof, sibling) = index < split
            ? (InclusionProof(index, leafHashes[..split]), Root(leafHashes[split..]))
            : (InclusionProof(index - split, leafHashes[split..]), Root(leafHashes[..split]));
        proof.Add(sibling);
        return proof;
    }

    /// <summary>PROOF(m, D): shows that the tree over the first <paramref name="oldSize"/> leaves is a prefix (§2.1.2).</summary>
    public static List<byte[]> ConsistencyProof(int oldSize, ReadOnlySpan<byte[]> leafHashes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, leafHashes.Length);
        return oldSize == 0 ? [] : SubProof(oldSize, leafHashes, isWholeOldTree: true);
    }

    /// <summary>Checks an inclusion proof (RFC 9162 §2.1.3.2).</summary>
    public static bool VerifyInclusion(ReadOnlySpan<byte> leafHash, ulong index, ulong size, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (index >= size)
            return false;
        var (node, last) = (index, size - 1);
        var hash = leafHash.ToArray();
        foreach (var sibling in proof)
        {
            if (last == 0 || sibling.Length != HashByteCount)
                return false;
            if ((node & 1) != 0 || node == last)
            {
                hash = HashNode(sibling, hash);
                while ((node & 1) == 0 && node != 0)
                    (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = HashNode(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>Checks a consistency proof (RFC 9162 §2.1.4.2).</summary>
    public static bool VerifyConsistency(ulong oldSize, ReadOnlySpan<byte> oldRoot, ulong newSize, ReadOnlySpan<byte> newRoot, IReadOnlyList<byte[]> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (oldSize > newSize)
            return false;
        if (oldSize == newSize)
            return proof.Count == 0 && oldRoot.SequenceEqual(newRoot);
        if (oldSize == 0)
            return proof.Count == 0 && oldRoot.SequenceEqual(EmptyRoot);

        // A whole left subtree is its own first proof node, and the prover leaves it out.
        var nodes = (oldSize & (oldSize - 1)) == 0 ? [oldRoot.ToArray(), .. proof] : proof;
        if (nodes.Count == 0 || nodes.Any(node => node.Length != HashByteCount))
            return false;
        var (oldNode, last) = (oldSize - 1, newSize - 1);
        while ((oldNode & 1) != 0)
            (oldNode, last) = (oldNode >> 1, last >> 1);

        var (oldHash, newHash) = (nodes[0], nodes[0]);
        foreach (var sibling in nodes.Skip(1))
        {
            if (last == 0)
                return false;
            if ((oldNode & 1) != 0 || oldNode == last)
            {
                oldHash = HashNode(sibling, oldHash);
                newHash = HashNode(sibling, newHash);
                while ((oldNode & 1) == 0 && oldNode != 0)
                    (oldNode, last) = (oldNode >> 1, last >> 1);
            }
            else
            {
                newHash = HashNode(newHash, sibling);
            }

            (oldNode, last) = (oldNode >> 1, last >> 1);
        }

        return last == 0 && oldRoot.SequenceEqual(oldHash) && newRoot.SequenceEqual(newHash);
    }

    private static List<byte[]> SubProof(int oldSize, ReadOnlySpan<byte[]> leafHashes, bool isWholeOldTree)
    {
        if (oldSize == leafHashes.Length)
            return isWholeOldTree ? [] : [Root(leafHashes)];
        var split = SplitOf(leafHashes.Length);
        var (proof, sibling) = oldSize <= split
            ? (SubProof(oldSize, leafHashes[..split], isWholeOldTree), Root(leafHashes[split..]))
            : (SubProof(oldSize - split, leafHashes[split..], isWholeOldTree: false), Root(leafHashes[..split]));
        proof.Add(sibling);
        return proof;
    }

    /// <summary>The largest power of two below n.</summary>
    private static int SplitOf(int n) => 1 << (31 - int.LeadingZeroCount(n - 1));
}
