using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication.Peers;

namespace Amaters.Ledger.Replication.Tests.Peers;

public sealed class PeerQueueTests
{
    private static readonly Message Small = new() { Type = MessageType.Heartbeat };
    private static readonly Message Large = new() { Type = MessageType.App, Entries = [new Entry(new Term(1), new LogIndex(1), EntryType.Normal, new byte[1000])] };

    [Fact]
    public async Task A_full_queue_refuses_and_an_emptied_one_takes_again()
    {
        var queue = new PeerQueue(maxMessages: 3, maxBytes: 10_000);
        Assert.All([1, 2, 3], _ => Assert.True(queue.TryAdd(Small)));
        Assert.False(queue.TryAdd(Small));
        var taken = new List<Message>();
        await queue.TakeAsync(taken, TestContext.Current.CancellationToken);
        Assert.Equal(3, taken.Count);
        Assert.True(queue.TryAdd(Small));
    }

    [Fact]
    public void Bytes_are_bounded_but_one_message_of_any_size_passes()
    {
        var queue = new PeerQueue(maxMessages: 100, maxBytes: 500);
        Assert.True(queue.TryAdd(Large));
        Assert.False(queue.TryAdd(Small));
    }

    [Fact]
    public async Task Messages_come_out_in_the_order_they_went_in_while_others_add()
    {
        var queue = new PeerQueue(maxMessages: 100_000, maxBytes: long.MaxValue);
        var adding = Task.Run(() =>
        {
            for (ulong i = 0; i < 50_000; i++)
                Assert.True(queue.TryAdd(new Message { Type = MessageType.Heartbeat, Commit = new LogIndex(i) }));
        }, TestContext.Current.CancellationToken);
        ulong next = 0;
        var taken = new List<Message>();
        while (next < 50_000)
        {
            await queue.TakeAsync(taken, TestContext.Current.CancellationToken);
            Assert.All(taken, message => Assert.Equal(next++, message.Commit.Value));
            taken.Clear();
        }

        await adding;
    }

    [Fact]
    public void Waiting_times_double_up_to_the_limit_and_start_over_after_a_success()
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), new SeededRandom(1));
        double[] limits = [100, 200, 400, 800, 1000, 1000];
        Assert.All(limits, limit => Assert.InRange(backoff.Next().TotalMilliseconds, limit / 2, limit));
        backoff.Reset();
        Assert.InRange(backoff.Next().TotalMilliseconds, 50, 100);
    }
}
