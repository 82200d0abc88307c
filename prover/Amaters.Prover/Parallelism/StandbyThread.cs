using System.Diagnostics;

namespace Amaters.Prover.Parallelism;

/// <summary>A thread that runs one caller's work at a time. Between calls it spins for a short while before it sleeps: waking it takes as long as many pieces of work.</summary>
internal sealed class StandbyThread
{
    private static readonly TimeSpan SpinTime = TimeSpan.FromMicroseconds(50);

    private readonly object _bed = new();
    private int _isLent;
    private Action? _work;
    private volatile bool _isAsleep;
    private volatile bool _isDone;
    private Exception? _failure;

    /// <summary>Starts the thread. It ends with the process.</summary>
    public StandbyThread() => new Thread(Live) { IsBackground = true, Name = nameof(StandbyThread) }.Start();

    /// <summary>Lends the thread to the caller, unless somebody has it; the caller hands it back by <see cref="Finish"/>.</summary>
    public bool TryStart(Action work)
    {
        if (Interlocked.Exchange(ref _isLent, 1) == 1)
            return false;
        _isDone = false;
        // A full fence: either the thread sees the work before it sleeps, or we see that it sleeps.
        Interlocked.Exchange(ref _work, work);
        if (_isAsleep)
        {
            lock (_bed)
                Monitor.Pulse(_bed);
        }

        return true;
    }

    /// <summary>Takes the work back if the thread has not begun it, else waits until it is done.</summary>
    /// <returns>What the work threw.</returns>
    public Exception? Finish()
    {
        if (Interlocked.Exchange(ref _work, null) is null)
        {
            for (var spinner = default(SpinWait); !_isDone;)
                spinner.SpinOnce(sleep1Threshold: -1);
        }

        var failure = _failure;
        _failure = null;
        Volatile.Write(ref _isLent, 0);
        return failure;
    }

    private void Live()
    {
        while (true)
        {
            var work = NextWork();
            try
            {
                work();
            }
            catch (Exception exception)
            {
                _failure = exception;
            }

            _isDone = true;
        }
    }

    private Action NextWork()
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            if (Volatile.Read(ref _work) is not null && Interlocked.Exchange(ref _work, null) is { } work)
                return work;
            if (Stopwatch.GetElapsedTime(start) < SpinTime)
                Thread.SpinWait(8);
            else
                Sleep();
        }
    }

    private void Sleep()
    {
        lock (_bed)
        {
            _isAsleep = true;
            Interlocked.MemoryBarrier();
            while (Volatile.Read(ref _work) is null)
                Monitor.Wait(_bed);
            _isAsleep = false;
        }
    }
}
