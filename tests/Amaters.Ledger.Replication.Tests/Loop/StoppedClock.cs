namespace Amaters.Ledger.Replication.Tests.Loop;

/// <summary>Time stands still, so that nothing that waits for company ever grows too old to wait; ticks come by hand.</summary>
internal sealed class StoppedClock : TimeProvider
{
    public static readonly TimeSpan TickLength = TimeSpan.FromMilliseconds(7);

    private Action _tick = () => { };

    public void Tick() => _tick();

    public override long GetTimestamp() => 0;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period == TickLength)
            _tick = () => callback(state);
        return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
