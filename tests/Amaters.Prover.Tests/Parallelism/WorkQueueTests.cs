using Amaters.Prover.Parallelism;

namespace Amaters.Prover.Tests.Parallelism;

public sealed class WorkQueueTests
{
    private const int FirstCount = 37, SecondCount = 53;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_piece_of_both_passes_is_done_once_and_the_second_pass_sees_all_of_the_first(int workerCount)
    {
        var done = new int[FirstCount];
        var seen = new int[SecondCount];
        WorkQueue.RunPasses(
            FirstCount,
            SecondCount,
            workerCount,
            () => new object(),
            (index, _) => Interlocked.Increment(ref done[index]),
            (index, _) => Interlocked.Add(ref seen[index], done.Sum(count => Volatile.Read(ref count))),
            _ => { });
        Assert.All(done, count => Assert.Equal(1, count));
        Assert.All(seen, count => Assert.Equal(FirstCount, count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_piece_that_throws_ends_the_run_and_nobody_waits_for_it_for_ever(int workerCount)
    {
        var failure = Assert.Throws<AggregateException>(() => WorkQueue.RunPasses(
            FirstCount,
            SecondCount,
            workerCount,
            () => new object(),
            (index, _) => _ = index == 20 ? throw new InvalidOperationException("piece 20") : index,
            (_, _) => { },
            _ => { }));
        Assert.All(failure.InnerExceptions, inner => Assert.Equal("piece 20", inner.Message));
    }
}
