using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication.Peers;

/// <summary>Messages that wait for one peer, bounded in number and bytes. Raft repeats what matters, so a full queue drops.</summary>
internal sealed class PeerQueue(int maxMessages, long maxBytes) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _filled = new(0, 1);
    private List<Message> _messages = [];
    private long _bytes;

    /// <summary>Adds a message, or returns false because the queue is full.</summary>
    public bool TryAdd(Message message)
    {
        var bytes = SizeOf(message);
        lock (_lock)
        {
            if (_messages.Count >= maxMessages || (_bytes + bytes > maxBytes && _messages.Count > 0))
                return false;
            _messages.Add(message);
            _bytes += bytes;
            if (_messages.Count == 1 && _filled.CurrentCount == 0)
                _filled.Release();
            return true;
        }
    }

    /// <summary>Waits until there is something, then swaps it for the emptied list given.</summary>
    public async ValueTask<List<Message>> TakeAsync(List<Message> emptied, CancellationToken stop)
    {
        while (true)
        {
            lock (_lock)
            {
                if (_messages.Count > 0)
                {
                    (_messages, emptied) = (emptied, _messages);
                    _bytes = 0;
                    return emptied;
                }
            }

            await _filled.WaitAsync(stop).ConfigureAwait(false);
        }
    }

    /// <summary>Drops everything: the connection is gone, and so is the use of what waited for it.</summary>
    public int Clear()
    {
        lock (_lock)
        {
            var dropped = _messages.Count;
            _messages.Clear();
            _bytes = 0;
            return dropped;
        }
    }

    public void Dispose() => _filled.Dispose();

    private static long SizeOf(Message message)
    {
        const int Fixed = 64;
        long bytes = Fixed + message.Context.Length;
        for (var i = 0; i < message.Entries.Count; i++)
            bytes += (long)message.Entries[i].ByteCount;
        return bytes;
    }
}
