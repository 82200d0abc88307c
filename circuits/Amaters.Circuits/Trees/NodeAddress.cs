namespace Amaters.Circuits.Trees;

/// <summary>The place of a node in an 8-ary tree.</summary>
/// <param name="Height">Levels above the leaves: 0 for a leaf, the tree's depth for its root.</param>
/// <param name="Index">Position among the nodes of this height, from the left; its last three bits are the child index in the parent.</param>
public readonly record struct NodeAddress(int Height, ulong Index)
{
    /// <summary>Which of its parent's eight children the node is.</summary>
    public int ChildIndex => (int)(Index & 7);

    /// <summary>The node above.</summary>
    public NodeAddress Parent() => new(Height + 1, Index >> 3);

    /// <summary>One of the eight nodes below.</summary>
    /// <param name="childIndex">From 0 to 7.</param>
    public NodeAddress Child(int childIndex) => new(Height - 1, (Index << 3) | (uint)childIndex);
}
