namespace Amaters.Ledger.Replication.Tests.Loop;

public sealed class InboxTests
{
    [Fact]
    public void Patient_items_do_not_end_the_waiting_until_there_are_enough_of_them()
    {
        var inbox = new Inbox<int>();
        var taken = new List<int>();
        var reader = new Thread(() => inbox.Take(ref taken, enough: 3));
        inbox.Post(1, isPatient: true);
        inbox.Post(2, isPatient: true);
        reader.Start();
        // Asleep, or wrongly back already with two.
        SpinWait.SpinUntil(() => (reader.ThreadState & (ThreadState.WaitSleepJoin | ThreadState.Stopped)) != 0);
        inbox.Post(3, isPatient: true);
        reader.Join();
        Assert.Equal([1, 2, 3], taken);
    }

    [Fact]
    public void An_impatient_item_ends_the_waiting_and_takes_the_patient_ones_along()
    {
        var inbox = new Inbox<int>();
        var taken = new List<int>();
        inbox.Post(1, isPatient: true);
        inbox.Post(2);
        Assert.True(inbox.Take(ref taken, enough: 100));
        Assert.Equal([1, 2], taken);
    }

    [Fact]
    public void Patience_ends_with_whatever_there_is()
    {
        var inbox = new Inbox<int>();
        var taken = new List<int>();
        Assert.True(inbox.Take(ref taken, enough: 2, TimeSpan.FromMilliseconds(1)));
        Assert.Empty(taken);
        inbox.Post(1, isPatient: true);
        Assert.True(inbox.Take(ref taken, enough: 2, TimeSpan.FromMilliseconds(1)));
        Assert.Equal([1], taken);
    }

    [Fact]
    public void A_closed_queue_gives_what_is_in_it_and_then_ends()
    {
        var inbox = new Inbox<int>();
        var taken = new List<int>();
        inbox.Post(1, isPatient: true);
        inbox.Close();
        Assert.False(inbox.Post(2));
        Assert.True(inbox.Take(ref taken, enough: 100));
        Assert.Equal([1], taken);
        taken.Clear();
        Assert.False(inbox.Take(ref taken, enough: 100));
    }
}
