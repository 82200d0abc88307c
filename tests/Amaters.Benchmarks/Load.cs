using System.Diagnostics;

namespace Amaters.Benchmarks;

/// <summary>Closed-loop load: so many clients, each of which sends its next request when the last is answered.</summary>
internal static class Load
{
    /// <summary>Runs the clients through warm-up and measurement.</summary>
    /// <param name="clients">Requests in flight.</param>
    /// <param name="request">Sends one request of a client and ends when it is committed; a failure ends the benchmark.</param>
    /// <param name="warmUp">How long before the measurement.</param>
    /// <param name="measured">How long the measurement takes.</param>
    /// <param name="processorTime">Processor time of the servers so far.</param>
    public static async Task<LoadResult> MeasureAsync(int clients, Func<int, Task> request, TimeSpan warmUp, TimeSpan measured, Func<TimeSpan> processorTime)
    {
        var phase = 0;
        var latencies = new List<double>[clients];
        var running = Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var mine = latencies[client] = new List<double>(100_000);
            while (Volatile.Read(ref phase) is var before && before < 2)
            {
                var started = Stopwatch.GetTimestamp();
                await request(client);
                if (before == 1)
                    mine.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        })).ToList();
        await Task.WhenAny(Task.Delay(warmUp), Task.WhenAll(running));
        var servers = processorTime();
        var own = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        Volatile.Write(ref phase, 1);
        await Task.WhenAny(Task.Delay(measured), Task.WhenAll(running));
        Volatile.Write(ref phase, 2);
        var seconds = clock.Elapsed.TotalSeconds;
        servers = processorTime() - servers;
        own = Process.GetCurrentProcess().TotalProcessorTime - own;
        await Task.WhenAll(running);
        var all = latencies.SelectMany(list => list).Order().ToList();
        return new LoadResult(all.Count / seconds, all[all.Count / 2], all[(int)(all.Count * 0.99)], servers.TotalMicroseconds / all.Count, own.TotalMicroseconds / all.Count);
    }
}

/// <summary>Committed entries per second, latency percentiles in milliseconds, and processor time per entry in microseconds.</summary>
internal sealed record LoadResult(double PerSecond, double P50, double P99, double ServerMicroseconds, double ClientMicroseconds)
{
    public override string ToString() =>
        $"{PerSecond,9:N0} entries/s   p50 {P50,7:F2} ms   p99 {P99,7:F2} ms   processor time per entry: servers {ServerMicroseconds,5:F1} µs, clients {ClientMicroseconds,5:F1} µs";
}
