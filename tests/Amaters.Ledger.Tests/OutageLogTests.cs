using Microsoft.Extensions.Logging;

namespace Amaters.Ledger.Tests;

/// <summary>A database that is away for an hour fills no log.</summary>
public sealed class OutageLogTests
{
    [Fact]
    public void An_outage_is_told_when_it_begins_now_and_then_and_when_it_ends()
    {
        var (lines, clock) = (new Lines(), new HandClock());
        var outage = new OutageLog("The queue is away", lines, clock);
        outage.Succeeded();
        Assert.Empty(lines.Told);

        for (var second = 0; second < 900; second++)
        {
            outage.Failed(new InvalidOperationException($"no\nconnection {second}"));
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        outage.Succeeded();
        outage.Succeeded();
        Assert.Equal(
            [
                "The queue is away: InvalidOperationException: no connection 0 It is tried again until it succeeds.",
                "The queue is away, for 300 s and 301 attempts now: InvalidOperationException: no connection 300",
                "The queue is away, for 600 s and 601 attempts now: InvalidOperationException: no connection 600",
                "The queue is away: over after 900 s and 900 failed attempts.",
            ],
            lines.Told);

        outage.Failed(new IOException("again"));
        Assert.Equal(5, lines.Told.Count);
    }

    /// <summary>What an operator sees; stacks come for debugging only.</summary>
    private sealed class Lines : ILogger
    {
        public List<string> Told { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Assert.Equal(logLevel == LogLevel.Debug, exception is not null);
            if (logLevel > LogLevel.Debug)
                Told.Add(formatter(state, exception));
        }
    }

    private sealed class HandClock : TimeProvider
    {
        private long _ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }
}
