namespace Amaters.Ledger.Replication.Tests.Loop;

public sealed class GroupCommitTests
{
    private readonly GroupCommit _commit = new();

    [Fact]
    public void A_lone_caller_never_waits()
    {
        for (var now = 0; now < 100; now += 10)
        {
            Assert.Equal(TimeSpan.Zero, Wait(waiting: 1, since: now, now));
            _commit.BeginRound(1, Ms(now));
            _commit.EndRound(0, Ms(now + 3));
        }
    }

    [Fact]
    public void While_a_round_is_out_commands_wait_for_its_end_but_not_for_ever()
    {
        _commit.BeginRound(1, Ms(0));
        Assert.Equal(GroupCommit.LongestWait - Ms(1), Wait(waiting: 5, since: 10, now: 11));
        Assert.Equal(TimeSpan.Zero, Wait(waiting: 5, since: 10, now: 10 + GroupCommit.LongestWait.TotalMilliseconds));
        _commit.EndRound(5, Ms(12));
        Assert.Equal(TimeSpan.Zero, Wait(waiting: 5, since: 10, now: 12));
    }

    [Fact]
    public void After_a_round_commands_wait_for_the_company_of_the_last_but_no_longer_than_it_took()
    {
        _commit.BeginRound(8, Ms(0));
        _commit.EndRound(0, Ms(2));
        Assert.Equal(Ms(1), Wait(waiting: 1, since: 2.5, now: 3));
        Assert.NotEqual(TimeSpan.Zero, Wait(waiting: 6, since: 2.5, now: 3));
        Assert.Equal(TimeSpan.Zero, Wait(waiting: 7, since: 2.5, now: 3));
        Assert.Equal(TimeSpan.Zero, Wait(waiting: 1, since: 2.5, now: 4));
    }

    [Fact]
    public void Who_comes_long_after_a_round_does_not_wait()
    {
        _commit.BeginRound(100, Ms(0));
        _commit.EndRound(0, Ms(2));
        Assert.Equal(TimeSpan.Zero, Wait(waiting: 1, since: 50, now: 50));
    }

    [Fact]
    public void Plenty_go_at_once_whatever_is_out()
    {
        _commit.BeginRound(1, Ms(0));
        Assert.NotEqual(TimeSpan.Zero, Wait(waiting: GroupCommit.Plenty - 1, since: 0, now: 0));
        Assert.Equal(TimeSpan.Zero, Wait(waiting: GroupCommit.Plenty, since: 0, now: 0));
    }

    private TimeSpan Wait(int waiting, double since, double now) => _commit.Wait(waiting, Ms(since), Ms(now), out _);

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
