namespace Amaters.Prover.Parallelism;

/// <summary>The standby threads of the process, one for each processor but the caller's. They suit work of a few milliseconds, too short to wait for the thread pool.</summary>
internal static class StandbyThreads
{
    private static readonly StandbyThread[] All = [.. Enumerable.Range(1, Environment.ProcessorCount - 1).Select(_ => new StandbyThread())];

    /// <summary>
    /// Calls <paramref name="work"/> with 0 on this thread and with higher numbers, below <paramref name="workerCount"/>, on the standby threads that nobody else has,
    /// so that it may run fewer times than asked. A thread has the same number in every call, unless others take some.
    /// </summary>
    /// <exception cref="AggregateException">Holds what the work threw, after all have ended.</exception>
    public static void Run(int workerCount, Action<int> work)
    {
        List<StandbyThread> lent = [];
        foreach (var thread in workerCount > 1 ? All : [])
        {
            var number = lent.Count + 1;
            if (thread.TryStart(() => work(number)))
                lent.Add(thread);
            if (lent.Count == workerCount - 1)
                break;
        }

        List<Exception> failures = [];
        try
        {
            work(0);
        }
        catch (Exception exception)
        {
            failures.Add(exception);
        }

        foreach (var thread in lent)
        {
            if (thread.Finish() is { } failure)
                failures.Add(failure);
        }

        if (failures.Count > 0)
            throw new AggregateException(failures);
    }
}
