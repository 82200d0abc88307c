namespace Amaters.Prover.Parallelism;

/// <summary>Runs numbered pieces of work on several workers, each taking the next piece when it has finished one, so that none idles while pieces remain.</summary>
internal static class WorkQueue
{
    /// <summary>Runs <paramref name="work"/> for 0 … count − 1.</summary>
    public static void Run(int count, int workerCount, Action<int> work) =>
        Run<object?>(count, workerCount, static () => null, (index, _) => work(index), static _ => { });

    /// <summary>As the other overload, with a scratch state for each worker, made on its first piece and released at the end.</summary>
    public static void Run<TState>(int count, int workerCount, Func<TState> create, Action<int, TState> work, Action<TState> release)
    {
        var next = -1;
        var options = new ParallelOptions { MaxDegreeOfParallelism = workerCount };
        Parallel.For(0, Math.Min(workerCount, count), options, _ =>
        {
            var index = Interlocked.Increment(ref next);
            if (index >= count)
                return;
            var state = create();
            for (; index < count; index = Interlocked.Increment(ref next))
                work(index, state);
            release(state);
        });
    }

    /// <summary>Runs all pieces of a first pass, then all of a second one that needs the results of the first, on <see cref="StandbyThreads"/> and by <see cref="Shares"/>.</summary>
    /// <remarks>A worker that finds the first pass handed out spins until the others have finished their last piece of it: that is sooner over than a sleep.</remarks>
    public static void RunPasses<TState>(int firstCount, int secondCount, int workerCount, Func<TState> create, Action<int, TState> first, Action<int, TState> second, Action<TState> release)
    {
        Shares firstShares = new(firstCount, workerCount), secondShares = new(secondCount, workerCount);
        var finished = 0;
        StandbyThreads.Run(workerCount, worker =>
        {
            var state = create();
            foreach (var piece in firstShares.TakeFor(worker))
            {
                try
                {
                    first(piece, state);
                }
                finally
                {
                    // Counted even if it throws: the others must not spin for ever, and the exception ends the whole run.
                    Interlocked.Increment(ref finished);
                }
            }

            for (var spinner = default(SpinWait); Volatile.Read(ref finished) < firstCount;)
                spinner.SpinOnce(sleep1Threshold: -1);
            foreach (var piece in secondShares.TakeFor(worker))
                second(piece, state);
            release(state);
        });
    }

    /// <summary>Cuts 0 … length − 1 into ranges of nearly equal size, four for each worker but none below a minimum, and runs <paramref name="work"/> on each.</summary>
    public static void RunRanges(int length, int minRange, int workerCount, Action<int, int> work)
    {
        int count = Math.Clamp(length / minRange, 1, workerCount == 1 ? 1 : 4 * workerCount);
        Run(count, workerCount, index =>
        {
            int start = (int)((long)length * index / count);
            int end = (int)((long)length * (index + 1) / count);
            work(start, end);
        });
    }
}
