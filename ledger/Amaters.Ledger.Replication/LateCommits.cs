using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication;

/// <summary>Holds messages that only tell a follower a commit index, for a moment, so that the next entries tell it instead. Owned by the loop.</summary>
/// <remarks>
/// Under load entries follow at once, and each message saved is two fewer: the follower answers it. Leaving one out is always safe,
/// because Raft's messages may be lost, and what goes instead tells no earlier index.
/// </remarks>
internal sealed class LateCommits(Action<Message> send)
{
    /// <summary>No message is held longer.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(4);

    private readonly List<Message> _held = [];
    private TimeSpan _since;

    /// <summary>Sends a message, or holds it. Before a message of another kind goes what is held for its receiver, who may need it for that.</summary>
    public void Send(Message message, TimeSpan now)
    {
        var isAppend = message.Type == MessageType.App;
        // Heartbeats tell as much of the commit index as their receiver may believe.
        var held = message.Type == MessageType.Heartbeat ? -1 : _held.FindIndex(other => other.To == message.To);
        if (held >= 0)
        {
            if (!isAppend)
                send(_held[held]);
            _held.RemoveAt(held);
        }

        if (!isAppend || message.Entries.Count > 0)
        {
            send(message);
            return;
        }

        if (_held.Count == 0 && held < 0)
            _since = now;
        _held.Add(message);
    }

    /// <summary>Sends what has been held for long enough.</summary>
    /// <returns>How long to wait before asking again; null if nothing is held.</returns>
    public TimeSpan? SendDue(TimeSpan now)
    {
        if (_held.Count == 0)
            return null;
        var left = _since + LongestWait - now;
        if (left > TimeSpan.Zero)
            return left;
        SendAll();
        return null;
    }

    /// <summary>Sends all that is held.</summary>
    public void SendAll()
    {
        _held.ForEach(send);
        _held.Clear();
    }
}
