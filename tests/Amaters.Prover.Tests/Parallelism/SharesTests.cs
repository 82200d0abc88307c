using Amaters.Prover.Parallelism;

namespace Amaters.Prover.Tests.Parallelism;

public sealed class SharesTests
{
    [Fact]
    public void A_worker_takes_its_own_share_first_and_then_the_others()
    {
        Assert.Equal([5, 6, 7, 8, 9, 0, 1, 2, 3, 4], new Shares(10, 2).TakeFor(1));
        Assert.Equal([6, 7, 8, 9, 0, 1, 2, 3, 4, 5], new Shares(10, 3).TakeFor(2));
    }

    [Fact]
    public void A_piece_is_taken_when_it_is_asked_for_and_only_once()
    {
        var shares = new Shares(6, 2);
        using var first = shares.TakeFor(0).GetEnumerator();
        using var second = shares.TakeFor(1).GetEnumerator();
        List<int> taken = [];
        Assert.True(second.MoveNext());
        taken.Add(second.Current);
        while (first.MoveNext())
            taken.Add(first.Current);
        Assert.False(second.MoveNext());
        Assert.Equal([3, 0, 1, 2, 4, 5], taken);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 4)]
    [InlineData(1000, 3)]
    public void Workers_that_race_take_every_piece_once(int count, int workerCount)
    {
        var shares = new Shares(count, workerCount);
        var taken = new int[count];
        Parallel.For(0, workerCount, worker =>
        {
            foreach (var piece in shares.TakeFor(worker))
                Interlocked.Increment(ref taken[piece]);
        });
        Assert.All(taken, times => Assert.Equal(1, times));
    }
}
