using System.Threading.Channels;
using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication.Peers;

/// <summary>Messages that wait for one peer, bounded in number and bytes. Raft repeats what matters, so a full queue drops.</summary>
internal sealed class PeerQueue(int maxMessages, long maxBytes)
{
    private readonly Channel<Message> _messages = Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true });
    private int _count;
    private long _bytes;

    /// <summary>Adds a message, or returns false because the queue is full. One message of any size passes. Called by one thread at a time.</summary>
    public bool TryAdd(Message message)
    {
        var bytes = SizeOf(message);
        if (Volatile.Read(ref _count) >= maxMessages || (Volatile.Read(ref _bytes) + bytes > maxBytes && Volatile.Read(ref _count) > 0))
            return false;
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _bytes, bytes);
        return _messages.Writer.TryWrite(message);
    }

    /// <summary>Waits until there is something, then moves all of it into the list.</summary>
    public async ValueTask TakeAsync(List<Message> into, CancellationToken stop)
    {
        await _messages.Reader.WaitToReadAsync(stop).ConfigureAwait(false);
        while (TryTake(out var message))
            into.Add(message);
    }

    /// <summary>Drops everything: the connection is gone, and so is the use of what waited for it.</summary>
    public int Clear()
    {
        var dropped = 0;
        while (TryTake(out _))
            dropped++;
        return dropped;
    }

    private bool TryTake(out Message message)
    {
        if (!_messages.Reader.TryRead(out message!))
            return false;
        Interlocked.Decrement(ref _count);
        Interlocked.Add(ref _bytes, -SizeOf(message));
        return true;
    }

    private static long SizeOf(Message message)
    {
        const int Fixed = 64;
        long bytes = Fixed + message.Context.Length;
        for (var i = 0; i < message.Entries.Count; i++)
            bytes += (long)message.Entries[i].ByteCount;
        return bytes;
    }
}
