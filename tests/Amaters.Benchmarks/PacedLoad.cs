using System.Diagnostics;

namespace Amaters.Benchmarks;

/// <summary>Open-loop load: requests begin at fixed times, whatever became of the ones before, and a late start counts as latency.</summary>
internal static class PacedLoad
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>Sends requests at an even pace.</summary>
    /// <param name="perSecond">Requests a second.</param>
    /// <param name="count">Requests that are measured, after those of the warm-up.</param>
    /// <param name="request">Sends request number i and ends when it is committed; a failure ends the benchmark.</param>
    public static async Task<PacedResult> MeasureAsync(int perSecond, int count, Func<int, Task> request)
    {
        var warmUpCount = WarmUpCount(perSecond);
        var clock = Stopwatch.StartNew();
        var running = new List<Task<double>>(warmUpCount + count);
        for (var i = 0; i < warmUpCount + count; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond);
            while (due - clock.Elapsed is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait);
            var number = i;
            running.Add(Task.Run(async () =>
            {
                await request(number);
                return (clock.Elapsed - due).TotalMilliseconds;
            }));
        }

        var latencies = (await Task.WhenAll(running)).Skip(warmUpCount).Order().ToList();
        return new PacedResult(latencies[latencies.Count / 2], latencies[(int)(latencies.Count * 0.99)], latencies[^1]);
    }

    /// <summary>Requests that <see cref="MeasureAsync"/> sends before those that it measures.</summary>
    public static int WarmUpCount(int perSecond) => (int)(perSecond * WarmUp.TotalSeconds);
}

/// <summary>Latency from the time at which a request was due to its commit, in milliseconds.</summary>
internal sealed record PacedResult(double P50, double P99, double Maximum)
{
    public override string ToString() => $"p50 {P50,6:F2} ms   p99 {P99,6:F2} ms   longest {Maximum,6:F1} ms";
}
