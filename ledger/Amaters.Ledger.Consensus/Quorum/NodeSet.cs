using System.Collections;

namespace Amaters.Ledger.Consensus.Quorum;

/// <summary>An immutable set of nodes in ascending order, so that every walk over it is the same walk.</summary>
public sealed class NodeSet : IReadOnlyList<NodeId>, IEquatable<NodeSet>
{
    private readonly NodeId[] _sorted;

    private NodeSet(NodeId[] sorted) => _sorted = sorted;

    /// <summary>The set without members.</summary>
    public static NodeSet Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _sorted.Length;

    /// <summary>Whether nobody is in it.</summary>
    public bool IsEmpty => _sorted.Length == 0;

    /// <inheritdoc/>
    public NodeId this[int index] => _sorted[index];

    /// <summary>The set of the given nodes, in any order, repeats allowed.</summary>
    public static NodeSet Of(IEnumerable<NodeId> nodes) => new([.. new SortedSet<NodeId>(nodes)]);

    /// <summary>Whether <paramref name="node"/> is in it.</summary>
    public bool Contains(NodeId node) => Array.BinarySearch(_sorted, node) >= 0;

    /// <summary>This set and <paramref name="node"/>.</summary>
    public NodeSet With(NodeId node) => Contains(node) ? this : Of(_sorted.Append(node));

    /// <summary>This set but for <paramref name="node"/>.</summary>
    public NodeSet Without(NodeId node) => Contains(node) ? new([.. _sorted.Where(member => member != node)]) : this;

    /// <summary>All nodes of both sets.</summary>
    public NodeSet Union(NodeSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.IsEmpty ? this : Of(_sorted.Concat(other._sorted));
    }

    /// <inheritdoc/>
    public bool Equals(NodeSet? other) => other is not null && _sorted.AsSpan().SequenceEqual(other._sorted);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NodeSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _sorted.Length;

    /// <inheritdoc/>
    public IEnumerator<NodeId> GetEnumerator() => ((IEnumerable<NodeId>)_sorted).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _sorted.GetEnumerator();

    /// <summary>In the form (1 2 3).</summary>
    public override string ToString() => $"({string.Join(' ', _sorted)})";
}
