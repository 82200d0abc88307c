namespace Amaters.Ledger.Consensus.Tracking;

/// <summary>App messages sent and not yet acknowledged: the window of flow control, limited by count and by bytes.</summary>
internal sealed class Inflights(int maxCount, ulong maxBytes)
{
    private readonly Queue<(LogIndex Last, ulong Bytes)> _window = new();
    private ulong _bytes;

    /// <summary>Messages in flight.</summary>
    public int Count => _window.Count;

    /// <summary>Whether nothing more may be sent. The last message may overshoot the byte limit.</summary>
    public bool IsFull => _window.Count >= maxCount || _bytes >= maxBytes;

    /// <summary>Notes a message whose last entry is <paramref name="last"/>; indexes never go back.</summary>
    public void Add(LogIndex last, ulong bytes)
    {
        Invariant.Holds(!IsFull, $"message up to {last} exceeds the window of {_window.Count} messages, {_bytes} bytes");
        _window.Enqueue((last, bytes));
        _bytes += bytes;
    }

    /// <summary>An acknowledgement covers every message that ends at or before it.</summary>
    public void FreeThrough(LogIndex acknowledged)
    {
        while (_window.TryPeek(out var first) && first.Last <= acknowledged)
            _bytes -= _window.Dequeue().Bytes;
    }

    /// <summary>Forgets all: what was in flight may be lost.</summary>
    public void Clear()
    {
        _window.Clear();
        _bytes = 0;
    }
}
