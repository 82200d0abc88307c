namespace Amaters.Ledger.Consensus;

/// <summary>Identity of a group member. An id is never used again after its node was removed.</summary>
/// <param name="Value">The number; zero, the default, stands for nobody.</param>
public readonly record struct NodeId(ulong Value) : IComparable<NodeId>
{
    /// <summary>Nobody: no vote given, no leader known.</summary>
    public static NodeId None => default;

    /// <summary>Target of <see cref="MessageType.StorageAppend"/>: the host's ordered append work.</summary>
    public static NodeId AppendThread => new(ulong.MaxValue);

    /// <summary>Target of <see cref="MessageType.StorageApply"/>: the host's ordered apply work.</summary>
    public static NodeId ApplyThread => new(ulong.MaxValue - 1);

    /// <summary>Whether this names a part of the own host instead of a group member.</summary>
    public bool IsLocalThread => this == AppendThread || this == ApplyThread;

    /// <inheritdoc/>
    public int CompareTo(NodeId other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> sorts first.</summary>
    public static bool operator <(NodeId left, NodeId right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> sorts last.</summary>
    public static bool operator >(NodeId left, NodeId right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> does not sort last.</summary>
    public static bool operator <=(NodeId left, NodeId right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> does not sort first.</summary>
    public static bool operator >=(NodeId left, NodeId right) => left.Value >= right.Value;

    /// <summary>The id in decimal digits.</summary>
    public override string ToString() => DecimalText.Of(Value);
}
