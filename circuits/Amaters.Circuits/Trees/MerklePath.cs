using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;

namespace Amaters.Circuits.Trees;

/// <summary>The seven siblings at each level between one position and the root: with the leaf, they give the root.</summary>
/// <remarks>
/// A path with leaf 0 shows absence. A path from outside proves nothing by itself: compare <see cref="ComputeRoot"/> with a
/// root you trust, and <see cref="Depth"/> and <see cref="Position"/> with those you asked for (<see cref="Verify"/>).
/// </remarks>
public sealed partial class MerklePath
{
    private readonly Fr[] _siblings;

    /// <summary>A path of siblings from the leaf's level up, seven a level, left to right.</summary>
    /// <exception cref="ArgumentException">The number of siblings is not 7·depth for a depth that a tree can have, or the position does not fit.</exception>
    public MerklePath(ulong position, ReadOnlySpan<Fr> siblings)
    {
        int depth = siblings.Length / OctalTree.SiblingCount;
        if (siblings.Length != depth * OctalTree.SiblingCount || depth is 0 or > OctalTree.DepthLimit)
            throw new ArgumentException("A path has seven siblings at each level.", nameof(siblings));
        if (!OctalTree.HasPosition(depth, position))
            throw new ArgumentException("The position does not fit the depth.", nameof(position));
        Position = position;
        _siblings = siblings.ToArray();
    }

    /// <summary>Position of the leaf.</summary>
    public ulong Position { get; }

    /// <summary>Number of levels between the leaf and the root.</summary>
    public int Depth => _siblings.Length / OctalTree.SiblingCount;

    /// <summary>Which child of its parent the path's node at this height is: three bits of the position.</summary>
    /// <param name="height">Levels above the leaf, from 0 to depth − 1.</param>
    public int ChildIndex(int height) => (int)(Position >> (3 * height)) & (OctalTree.Arity - 1);

    /// <summary>The seven other children at this height, left to right.</summary>
    /// <param name="height">Levels above the leaf, from 0 to depth − 1.</param>
    public ReadOnlySpan<Fr> Siblings(int height) => _siblings.AsSpan(height * OctalTree.SiblingCount, OctalTree.SiblingCount);

    /// <summary>The root that a tree has when this leaf and these siblings are in it.</summary>
    public Fr ComputeRoot(in Fr leaf)
    {
        var node = leaf;
        Span<Fr> children = stackalloc Fr[OctalTree.Arity];
        for (int height = 0; height < Depth; height++)
        {
            WriteChildren(height, node, children);
            node = Compression.H8(children);
        }

        return node;
    }

    /// <summary><see cref="ComputeRoot"/> of each path, hashed together level by level.</summary>
    /// <param name="paths">Paths of one depth.</param>
    /// <param name="leaves">The leaf of each path.</param>
    /// <param name="memo">Remembers hashes between calls; null for none.</param>
    /// <exception cref="ArgumentException">The depths differ, or there is not one leaf for each path.</exception>
    public static Fr[] ComputeRoots(IReadOnlyList<MerklePath> paths, ReadOnlySpan<Fr> leaves, CompressionMemo? memo = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Count != leaves.Length)
            throw new ArgumentException("Each path needs its leaf.", nameof(leaves));
        if (paths.Any(path => path.Depth != paths[0].Depth))
            throw new ArgumentException("Paths that are hashed together have one depth.", nameof(paths));
        var nodes = leaves.ToArray();
        var children = new Fr[nodes.Length * OctalTree.Arity];
        for (int height = 0; height < (paths.Count == 0 ? 0 : paths[0].Depth); height++)
        {
            for (int i = 0; i < nodes.Length; i++)
                paths[i].WriteChildren(height, nodes[i], children.AsSpan(i * OctalTree.Arity, OctalTree.Arity));
            if (memo is null)
                BulkCompression.H8(children, nodes);
            else
                memo.H8(children, nodes);
        }

        return nodes;
    }

    /// <summary>Writes the eight children of the path's node one level above this height.</summary>
    /// <param name="height">Levels above the leaf, from 0 to depth − 1.</param>
    /// <param name="node">The path's node at this height.</param>
    /// <param name="children">Takes the siblings with the node among them.</param>
    internal void WriteChildren(int height, in Fr node, Span<Fr> children)
    {
        int childIndex = ChildIndex(height);
        var siblings = Siblings(height);
        siblings[..childIndex].CopyTo(children);
        children[childIndex] = node;
        siblings[childIndex..].CopyTo(children[(childIndex + 1)..]);
    }

    /// <summary>True when the tree of this depth and root has this leaf at this position.</summary>
    public bool Verify(in Fr root, int depth, ulong position, in Fr leaf) =>
        Depth == depth && Position == position && ComputeRoot(leaf) == root;
}
