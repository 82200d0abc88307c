using System.Collections.Immutable;

namespace Amaters.Verifier.Checkpoints;

/// <summary>Grows a <see cref="TransparencyTree"/> leaf by leaf, keeping only the roots of its whole subtrees: O(log n) memory.</summary>
public sealed class TransparencyTreeHead
{
    // Roots of the perfect subtrees that make up the tree, greatest first; their sizes are the one bits of Size.
    private readonly List<byte[]> _subtreeRoots = [];

    /// <summary>Number of leaves.</summary>
    public ulong Size { get; private set; }

    /// <summary>Root hash over all leaves so far.</summary>
    public byte[] Root
    {
        get
        {
            if (_subtreeRoots.Count == 0)
                return TransparencyTree.EmptyRoot;
            var root = _subtreeRoots[^1];
            for (var i = _subtreeRoots.Count - 2; i >= 0; i--)
                root = TransparencyTree.HashNode(_subtreeRoots[i], root);
            return root;
        }
    }

    /// <summary>Roots of the whole subtrees that make up the tree, greatest first: all that is needed to go on from here.</summary>
    public ImmutableArray<ImmutableArray<byte>> SubtreeRoots => [.. _subtreeRoots.Select(root => ImmutableArray.Create(root))];

    /// <summary>Goes on from a tree of which only its size and subtree roots are known.</summary>
    /// <exception cref="ArgumentException">The number of roots does not fit the size.</exception>
    public static TransparencyTreeHead Restore(ulong size, ImmutableArray<ImmutableArray<byte>> subtreeRoots)
    {
        if ((int)ulong.PopCount(size) != subtreeRoots.Length)
            throw new ArgumentException("A tree has one whole subtree per one bit of its size.", nameof(subtreeRoots));
        var head = new TransparencyTreeHead { Size = size };
        head._subtreeRoots.AddRange(subtreeRoots.Select(root => root.ToArray()));
        return head;
    }

    /// <summary>Adds the next leaf.</summary>
    public void Append(ReadOnlySpan<byte> leaf)
    {
        var hash = TransparencyTree.HashLeaf(leaf);
        for (var size = Size; (size & 1) != 0; size >>= 1)
        {
            hash = TransparencyTree.HashNode(_subtreeRoots[^1], hash);
            _subtreeRoots.RemoveAt(_subtreeRoots.Count - 1);
        }

        _subtreeRoots.Add(hash);
        Size++;
    }
}
