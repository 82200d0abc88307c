using Amaters.Prover.Parallelism;

namespace Amaters.Prover.Tests.Parallelism;

public sealed class StandbyThreadsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(70)]
    public void The_caller_is_number_0_and_others_have_numbers_of_their_own_below_the_count(int workerCount)
    {
        var caller = Environment.CurrentManagedThreadId;
        var runs = new int[workerCount];
        var callers = 0;
        StandbyThreads.Run(workerCount, number =>
        {
            Interlocked.Increment(ref runs[number]);
            if (Environment.CurrentManagedThreadId == caller)
                Interlocked.Add(ref callers, 1 + number);
        });
        Assert.Equal(1, callers);
        Assert.Equal(1, runs[0]);
        Assert.All(runs, times => Assert.InRange(times, 0, 1));
        Assert.InRange(runs.Sum(), 1, Environment.ProcessorCount);
    }

    [Fact]
    public void A_standby_thread_that_sleeps_is_woken()
    {
        Assert.SkipWhen(Environment.ProcessorCount < 2, "No standby threads on one processor.");
        var joined = 0;
        for (var attempt = 0; attempt < 100 && joined == 0; attempt++)
        {
            // Long enough for the threads to fall asleep. Another test may have them for a while, hence the attempts.
            Thread.Sleep(5);
            StandbyThreads.Run(2, number =>
            {
                if (number == 1)
                    Interlocked.Increment(ref joined);
                else
                    SpinWait.SpinUntil(() => Volatile.Read(ref joined) > 0, TimeSpan.FromSeconds(1));
            });
        }

        Assert.InRange(joined, 1, int.MaxValue);
    }

    [Fact]
    public void Calls_at_the_same_time_and_within_each_other_all_end()
    {
        var done = 0;
        Parallel.For(0, 200, _ => StandbyThreads.Run(3, number =>
        {
            if (number == 0)
                StandbyThreads.Run(3, inner => Interlocked.Add(ref done, inner == 0 ? 1 : 0));
        }));
        Assert.Equal(200, done);
    }

    [Fact]
    public void What_the_caller_and_the_threads_throw_arrives_together_and_the_threads_stay_usable()
    {
        for (var repetition = 0; repetition < 20; repetition++)
        {
            var thrown = 0;
            var failure = Assert.Throws<AggregateException>(() => StandbyThreads.Run(4, number =>
            {
                Interlocked.Increment(ref thrown);
                throw new InvalidOperationException($"number {number}");
            }));
            Assert.Equal(thrown, failure.InnerExceptions.Count);
            Assert.Contains(failure.InnerExceptions, inner => inner.Message == "number 0");
        }

        Calls_at_the_same_time_and_within_each_other_all_end();
    }
}
