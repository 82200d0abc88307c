namespace Amaters.Ledger.Consensus;

/// <summary>Position of an entry in the replicated log. Entries count from 1; the default, zero, is before all of them.</summary>
/// <param name="Value">The position.</param>
public readonly record struct LogIndex(ulong Value) : IComparable<LogIndex>
{
    /// <summary>The position before the first entry.</summary>
    public static LogIndex Zero => default;

    /// <summary>Later than any entry can be: what an empty majority has committed.</summary>
    public static LogIndex Max => new(ulong.MaxValue);

    /// <summary>The position after this one.</summary>
    public LogIndex Next => new(Value + 1);

    /// <summary>The position before this one; the position before zero is an overflow.</summary>
    public LogIndex Previous => new(Value - 1);

    /// <summary>The earlier of two positions.</summary>
    public static LogIndex Min(LogIndex left, LogIndex right) => left <= right ? left : right;

    /// <summary>The later of two positions.</summary>
    public static LogIndex Later(LogIndex left, LogIndex right) => left >= right ? left : right;

    /// <inheritdoc/>
    public int CompareTo(LogIndex other) => Value.CompareTo(other.Value);

    /// <summary>The position <paramref name="count"/> entries later.</summary>
    public static LogIndex operator +(LogIndex index, ulong count) => new(index.Value + count);

    /// <summary>The position <paramref name="count"/> entries earlier.</summary>
    public static LogIndex operator -(LogIndex index, ulong count) => new(index.Value - count);

    /// <summary>How many entries lie between two positions; an overflow when <paramref name="right"/> is the later.</summary>
    public static ulong operator -(LogIndex left, LogIndex right) => left.Value - right.Value;

    /// <summary>Whether <paramref name="left"/> is earlier.</summary>
    public static bool operator <(LogIndex left, LogIndex right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> is later.</summary>
    public static bool operator >(LogIndex left, LogIndex right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> is not later.</summary>
    public static bool operator <=(LogIndex left, LogIndex right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> is not earlier.</summary>
    public static bool operator >=(LogIndex left, LogIndex right) => left.Value >= right.Value;

    /// <summary>The position in decimal digits.</summary>
    public override string ToString() => DecimalText.Of(Value);
}
