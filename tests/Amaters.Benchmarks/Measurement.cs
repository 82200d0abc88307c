using System.Diagnostics;
using System.Globalization;

namespace Amaters.Benchmarks;

/// <summary>Times of repeated runs. The minimum is what the machine can do, the median what it did.</summary>
internal sealed record Measurement(IReadOnlyList<TimeSpan> Runs)
{
    public TimeSpan Minimum => Runs.Min();

    public TimeSpan Median => Runs.Order().ElementAt(Runs.Count / 2);

    /// <summary>Runs the work once to warm up and then a number of times.</summary>
    public static Measurement Of(int runs, Action work)
    {
        work();
        var times = new TimeSpan[runs];
        for (int i = 0; i < runs; i++)
        {
            var clock = Stopwatch.StartNew();
            work();
            times[i] = clock.Elapsed;
        }

        return new Measurement(times);
    }

    /// <summary>How many times faster this is than another, by the medians.</summary>
    public string RatioTo(Measurement slower) => string.Create(CultureInfo.InvariantCulture, $"{slower.Median / Median:F2}×");

    public override string ToString() => $"median {Text(Median)}, min {Text(Minimum)}, {Runs.Count} runs";

    /// <summary>A time in a unit that suits it.</summary>
    public static string Text(TimeSpan time) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(time.TotalSeconds >= 1 ? $"{time.TotalSeconds:F2} s" : time.TotalMilliseconds >= 1 ? $"{time.TotalMilliseconds:F2} ms" : $"{time.TotalMicroseconds:F2} µs")}");
}
