namespace Amaters.Ledger.Simulator.Clock;

/// <summary>Logical time: what is to happen, in order. Events of the same moment happen in the order they were asked for.</summary>
internal sealed class Scheduler
{
    /// <summary>Units of logical time in a second: microseconds.</summary>
    public const long Second = 1_000_000;

    /// <summary>Units of logical time in a millisecond.</summary>
    public const long Millisecond = 1_000;

    private readonly PriorityQueue<Action, (long Time, long Order)> _events = new();
    private long _order;

    /// <summary>Microseconds since the run began.</summary>
    public long Now { get; private set; }

    /// <summary>How many events have happened.</summary>
    public long Step { get; private set; }

    /// <summary>Lets something happen <paramref name="delay"/> microseconds from now.</summary>
    public void After(long delay, Action action) => _events.Enqueue(action, (Now + delay, _order++));

    /// <summary>Lets the next event happen. False if there is none.</summary>
    public bool RunNext()
    {
        if (!_events.TryDequeue(out var action, out var when))
            return false;
        Now = when.Time;
        Step++;
        action();
        return true;
    }
}
