using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication;

/// <summary>Linearizable reads: waiting for the leader's answer, then for their index to be applied. Owned by the loop.</summary>
/// <remarks>All reads that arrive in one turn of the loop share one question to the leader.</remarks>
internal sealed class PendingReads
{
    private readonly List<TaskCompletionSource<LogIndex?>> _arrived = [];
    private readonly Dictionary<ulong, (List<TaskCompletionSource<LogIndex?>> Readers, long ExpiresAtTick)> _asked = [];
    private readonly PriorityQueue<TaskCompletionSource<LogIndex?>, ulong> _answered = new();
    private ulong _lastToken;

    /// <summary>True if reads wait for their index to be applied.</summary>
    public bool AwaitApply => _answered.Count > 0;

    public void Add(TaskCompletionSource<LogIndex?> read) => _arrived.Add(read);

    /// <summary>The context of the question for all reads that arrived since the last; null if none did.</summary>
    public byte[]? Ask(long expiresAtTick)
    {
        if (_arrived.Count == 0)
            return null;
        _asked.Add(++_lastToken, ([.. _arrived], expiresAtTick));
        _arrived.Clear();
        return BitConverter.GetBytes(_lastToken);
    }

    /// <summary>The core's answer to a question.</summary>
    public void Answer(in ReadState answer, LogIndex applied)
    {
        if (answer.Context.Length != sizeof(ulong) || !_asked.Remove(BitConverter.ToUInt64(answer.Context.Span), out var question))
            return;
        foreach (var reader in question.Readers)
        {
            if (answer.IsRefused)
                reader.TrySetResult(null);
            else
                _answered.Enqueue(reader, answer.Index.Value);
        }

        Release(applied);
    }

    /// <summary>Lets every read go whose index is applied.</summary>
    public void Release(LogIndex applied)
    {
        while (_answered.TryPeek(out var reader, out var index) && index <= applied.Value)
        {
            _answered.Dequeue();
            reader.TrySetResult(new LogIndex(index));
        }
    }

    /// <summary>A question to a leader that died is never answered: its readers are told to ask again.</summary>
    public void Expire(long tick)
    {
        foreach (var (token, question) in _asked)
        {
            if (question.ExpiresAtTick > tick)
                continue;
            _asked.Remove(token);
            question.Readers.ForEach(reader => reader.TrySetResult(null));
        }
    }

    /// <summary>The node stops.</summary>
    public void EndAll()
    {
        Expire(long.MaxValue);
        _arrived.ForEach(reader => reader.TrySetResult(null));
        _arrived.Clear();
        while (_answered.TryDequeue(out var reader, out _))
            reader.TrySetResult(null);
    }
}
