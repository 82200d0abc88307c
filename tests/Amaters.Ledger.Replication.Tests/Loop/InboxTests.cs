namespace Amaters.Ledger.Replication.Tests.Loop;

public sealed class InboxTests
{
    [Fact]
    public void Items_that_wait_for_company_do_not_end_the_waiting_until_there_are_enough_of_them()
    {
        var inbox = new Inbox<int>();
        var taken = new List<int>();
        var reader = new Thread(() => inbox.Take(ref taken, enough: 3));
        inbox.Post(1, Urgency.WithCompany);
        inbox.Post(2, Urgency.WithCompany);
        reader.Start();
        // Time to be wrongly back with two; a right one sleeps, however long.
        Assert.False(reader.Join(20));
        inbox.Post(3, Urgency.WithCompany);
        reader.Join();
        Assert.Equal([1, 2, 3], taken);
    }

    [Fact]
    public void An_urgent_item_ends_the_waiting_and_takes_the_others_along()
    {
        var inbox = new Inbox<int>();
        var taken = new List<int>();
        inbox.Post(1, Urgency.WithCompany);
        inbox.Post(2, Urgency.Whenever);
        inbox.Post(3);
        Assert.True(inbox.Take(ref taken, enough: 100));
        Assert.Equal([1, 2, 3], taken);
    }

    [Fact]
    public void What_may_come_whenever_is_no_company()
    {
        var inbox = new Inbox<int>();
        var taken = new List<int>();
        for (var i = 0; i < 5; i++)
            inbox.Post(i, Urgency.Whenever);
        var reader = new Thread(() => inbox.Take(ref taken));
        reader.Start();
        Assert.False(reader.Join(20));
        inbox.Post(5, Urgency.WithCompany);
        reader.Join();
        Assert.Equal([0, 1, 2, 3, 4, 5], taken);
    }

    [Fact]
    public void No_item_of_many_writers_is_lost_and_no_wake_up_missed()
    {
        const int Writers = 4, Each = 20_000;
        var inbox = new Inbox<int>();
        var writers = Enumerable.Range(0, Writers).Select(writer => new Thread(() =>
        {
            for (var i = 0; i < Each; i++)
                inbox.Post((writer * Each) + i, (Urgency)(i % 3));
            inbox.Post(-1);
        })).ToList();
        writers.ForEach(writer => writer.Start());
        var (all, taken) = (new List<int>(), new List<int>());
        // Each writer's last item wakes the reader by itself: if that were missed, this would wait for ever.
        while (all.Count < Writers * (Each + 1))
        {
            Assert.True(inbox.Take(ref taken, enough: 50));
            all.AddRange(taken);
            taken.Clear();
        }

        Assert.Equal(Enumerable.Range(0, Writers * Each), all.Where(item => item >= 0).Order());
        foreach (var one in all.Where(item => item >= 0).GroupBy(item => item / Each))
            Assert.Equal(one.Order(), one);
    }

    [Fact]
    public void Patience_ends_with_whatever_there_is()
    {
        var inbox = new Inbox<int>();
        var taken = new List<int>();
        Assert.True(inbox.Take(ref taken, enough: 2, TimeSpan.FromMilliseconds(1)));
        Assert.Empty(taken);
        inbox.Post(1, Urgency.WithCompany);
        Assert.True(inbox.Take(ref taken, enough: 2, TimeSpan.FromMilliseconds(1)));
        Assert.Equal([1], taken);
    }

    [Fact]
    public void A_closed_queue_gives_what_is_in_it_and_then_ends()
    {
        var inbox = new Inbox<int>();
        var taken = new List<int>();
        inbox.Post(1, Urgency.WithCompany);
        inbox.Close();
        Assert.False(inbox.Post(2));
        Assert.True(inbox.Take(ref taken, enough: 100));
        Assert.Equal([1], taken);
        taken.Clear();
        Assert.False(inbox.Take(ref taken, enough: 100));
    }
}
