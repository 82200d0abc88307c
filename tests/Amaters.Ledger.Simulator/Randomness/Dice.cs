using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Simulator.Randomness;

/// <summary>All chance of a run. Whole numbers only, so that every machine draws the same.</summary>
internal sealed class Dice(ulong seed)
{
    private readonly SeededRandom _random = new(seed);

    /// <summary>True in <paramref name="perMille"/> of 1000 draws.</summary>
    public bool Chance(int perMille) => _random.Next(1000) < perMille;

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>].</summary>
    public long Between(long low, long high) => low + (long)(_random.NextUInt64() % (ulong)(high - low + 1));

    /// <summary>A number in [0, <paramref name="bound"/>).</summary>
    public int Below(int bound) => _random.Next(bound);

    /// <summary>One of the given.</summary>
    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>64 bits.</summary>
    public ulong Bits() => _random.NextUInt64();

    /// <summary>
    /// An independent sequence. Each concern has its own, so that a change to one (a longer client history, say) does not reshuffle the others.
    /// </summary>
    public Dice Fork() => new(Bits());
}
