using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication.Peers;

/// <summary>Waiting times between attempts to reconnect: doubled after each failure up to a limit, then half of it at random.</summary>
internal sealed class Backoff(TimeSpan shortest, TimeSpan longest, IRandom random)
{
    private const int Grain = 1000;

    /// <summary>Failures since the last success.</summary>
    public int Failures { get; private set; }

    /// <summary>The time to wait after one more failure, in [limit/2, limit].</summary>
    public TimeSpan Next()
    {
        var limit = TimeSpan.FromTicks(Math.Min(longest.Ticks, shortest.Ticks << Math.Min(Failures, 20)));
        Failures++;
        return (limit / 2) + (limit / 2 * random.Next(Grain) / Grain);
    }

    /// <summary>An attempt succeeded: the next failure waits the shortest time again.</summary>
    public void Reset() => Failures = 0;
}
