using Amaters.Ledger.Simulator.Randomness;

namespace Amaters.Ledger.Simulator.Clock;

/// <summary>A node's own idea of how long a tick takes. Clocks differ and drift; Raft may depend on them for progress, never for safety.</summary>
internal sealed class NodeClock(Dice dice)
{
    private const long Nominal = 100 * Scheduler.Millisecond;

    /// <summary>Microseconds between two ticks.</summary>
    public long Period { get; private set; } = dice.Between(Nominal * 9 / 10, Nominal * 11 / 10);

    /// <summary>From now on this clock runs up to three times too fast or too slow.</summary>
    public void Skew() => Period = dice.Between(Nominal / 3, Nominal * 3);

    /// <summary>Back to within a tenth of true time.</summary>
    public void Correct() => Period = dice.Between(Nominal * 9 / 10, Nominal * 11 / 10);
}
