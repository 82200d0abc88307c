using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;

namespace Amaters.Circuits.Trees;

/// <summary>The 8-ary sparse Merkle tree over all positions (STATE-6). Only nodes above written leaves are stored.</summary>
/// <remarks>The tree keeps nothing but its store, so two trees over one store are one tree. Not safe for concurrent writing.</remarks>
public sealed class StateTree
{
    private readonly IStateStore<NodeAddress, Fr> _nodes;

    /// <summary>The tree whose nodes are in this store; an empty store is the empty tree.</summary>
    /// <param name="depth">Levels between the leaves and the root; there are 8^depth positions.</param>
    /// <param name="nodes">Hashes of the nodes that are not roots of empty subtrees.</param>
    /// <exception cref="ArgumentOutOfRangeException">The depth is not 1 to <see cref="OctalTree.DepthLimit"/>.</exception>
    public StateTree(int depth, IStateStore<NodeAddress, Fr> nodes)
    {
        OctalTree.CheckDepth(depth);
        Depth = depth;
        _nodes = nodes;
    }

    /// <summary>Levels between the leaves and the root.</summary>
    public int Depth { get; }

    /// <summary>Hash of the whole tree.</summary>
    public Fr Root => Node(new NodeAddress(Depth, 0));

    /// <summary>Hash of a node; of a leaf, the leaf itself, 0 when absent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such node.</exception>
    public Fr Node(NodeAddress address)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(address.Height, nameof(address));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(address.Height, Depth, nameof(address));
        if (!OctalTree.HasPosition(Depth - address.Height, address.Index))
            throw new ArgumentOutOfRangeException(nameof(address), address, "The tree has no such node.");
        return _nodes.TryGet(address, out var hash) ? hash : OctalTree.EmptySubtree(address.Height);
    }

    /// <summary>The leaf at a position, 0 when absent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such position.</exception>
    public Fr Leaf(ulong position) => Node(new NodeAddress(0, position));

    /// <summary>The siblings of a position: proves its leaf, present or absent, against the present <see cref="Root"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such position.</exception>
    public MerklePath Path(ulong position)
    {
        var siblings = new List<Fr>(Depth * OctalTree.SiblingCount);
        for (var address = new NodeAddress(0, position); address.Height < Depth; address = address.Parent())
        {
            for (int childIndex = 0; childIndex < OctalTree.Arity; childIndex++)
            {
                if (childIndex != address.ChildIndex)
                    siblings.Add(Node(address.Parent().Child(childIndex)));
            }
        }

        return new MerklePath(position, [.. siblings]);
    }

    /// <summary>Writes one leaf and the nodes above it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such position.</exception>
    public void Update(ulong position, in Fr leaf) => Update([new(position, leaf)]);

    /// <summary>Writes several leaves, hashing each node above them once. Of two leaves at one position the later one stays.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such position; nothing is written.</exception>
    public void Update(IReadOnlyCollection<KeyValuePair<ulong, Fr>> leaves)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        foreach (var (position, _) in leaves)
        {
            if (!OctalTree.HasPosition(Depth, position))
                throw new ArgumentOutOfRangeException(nameof(leaves), position, "The tree has no such position.");
        }

        var changed = new HashSet<NodeAddress>();
        foreach (var (position, leaf) in leaves)
        {
            var address = new NodeAddress(0, position);
            _nodes.Set(address, leaf);
            changed.Add(address);
        }

        for (int height = 0; height < Depth; height++)
        {
            changed = [.. changed.Select(address => address.Parent())];
            HashLevel([.. changed]);
        }
    }

    // The nodes of a level do not depend on each other, so they are hashed together.
    private void HashLevel(NodeAddress[] addresses)
    {
        var children = new Fr[addresses.Length * OctalTree.Arity];
        for (int i = 0; i < children.Length; i++)
            children[i] = Node(addresses[i / OctalTree.Arity].Child(i % OctalTree.Arity));
        var hashes = new Fr[addresses.Length];
        BulkCompression.H8(children, hashes);
        for (int i = 0; i < addresses.Length; i++)
            _nodes.Set(addresses[i], hashes[i]);
    }
}
