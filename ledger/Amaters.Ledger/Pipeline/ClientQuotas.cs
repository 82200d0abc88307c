using Amaters.Circuits.Fields;

namespace Amaters.Ledger.Pipeline;

/// <summary>A token bucket per client, on the leader: what one client hands in must not crowd out the others.</summary>
/// <remarks>A bucket holds two seconds' worth. Buckets that are full again are forgotten, so memory follows the active clients.</remarks>
internal sealed class ClientQuotas(double commandsPerSecond, TimeProvider clock)
{
    private const double BurstSeconds = 2;
    private const int SweepAtCount = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<Fr, Bucket> _buckets = [];

    /// <summary>Takes one command's worth; false when the client has used its share up.</summary>
    public bool TryTake(Fr clientId)
    {
        var capacity = commandsPerSecond * BurstSeconds;
        lock (_lock)
        {
            if (_buckets.Count >= SweepAtCount)
                Sweep(capacity);
            var now = clock.GetTimestamp();
            var tokens = _buckets.TryGetValue(clientId, out var bucket) ? Refill(bucket, capacity) : capacity;
            if (tokens < 1)
                return false;
            _buckets[clientId] = new Bucket(tokens - 1, now);
            return true;
        }
    }

    private double Refill(Bucket bucket, double capacity) =>
        Math.Min(capacity, bucket.Tokens + (clock.GetElapsedTime(bucket.At).TotalSeconds * commandsPerSecond));

    private void Sweep(double capacity)
    {
        foreach (var (clientId, _) in _buckets.Where(entry => Refill(entry.Value, capacity) >= capacity).ToList())
            _buckets.Remove(clientId);
    }

    private readonly record struct Bucket(double Tokens, long At);
}
