using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Checkers.Linearizability;

/// <summary>An immutable set of operations, by their numbers.</summary>
internal sealed class OperationSet : IEquatable<OperationSet>
{
    private readonly ulong[] _bits;
    private readonly int _hash;

    /// <summary>The empty set of at most <paramref name="count"/> operations.</summary>
    public OperationSet(int count)
        : this(new ulong[(count + 63) / 64])
    {
    }

    private OperationSet(ulong[] bits)
    {
        _bits = bits;
        var print = 0UL;
        foreach (var word in bits)
            print = Fingerprint.Mix(print, word);
        _hash = unchecked((int)print);
    }

    /// <summary>This set and one more.</summary>
    public OperationSet With(int number)
    {
        ulong[] bits = [.. _bits];
        bits[number / 64] |= 1UL << (number % 64);
        return new(bits);
    }

    /// <inheritdoc/>
    public bool Equals(OperationSet? other) => other is not null && _bits.AsSpan().SequenceEqual(other._bits);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OperationSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;
}
