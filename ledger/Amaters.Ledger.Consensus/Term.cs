namespace Amaters.Ledger.Consensus;

/// <summary>Number of an election period, Raft's logical clock (thesis §3.3). The default, zero, precedes every election.</summary>
/// <param name="Value">The number; it only ever grows.</param>
public readonly record struct Term(ulong Value) : IComparable<Term>
{
    /// <summary>The term before any election; as a message's term it marks a local message.</summary>
    public static Term Zero => default;

    /// <summary>The term that a new candidate enters.</summary>
    public Term Next => new(Value + 1);

    /// <inheritdoc/>
    public int CompareTo(Term other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> is the earlier term.</summary>
    public static bool operator <(Term left, Term right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> is the later term.</summary>
    public static bool operator >(Term left, Term right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> is not later.</summary>
    public static bool operator <=(Term left, Term right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> is not earlier.</summary>
    public static bool operator >=(Term left, Term right) => left.Value >= right.Value;

    /// <summary>The number in decimal digits.</summary>
    public override string ToString() => DecimalText.Of(Value);
}
