using Amaters.Ledger.Consensus.Quorum;

namespace Amaters.Ledger.Consensus.Reads;

/// <summary>Reads that wait for the leader to be confirmed by a quorum (thesis §6.4).</summary>
/// <remarks>
/// Each read gets the next number of a counter, its token, and the leader's heartbeats carry the newest one. Whoever answers a heartbeat
/// with token t has thereby confirmed every read up to t. Tokens are made here and never repeat, so that a delayed answer to an earlier round,
/// or two callers with equal contexts, can confirm nothing that came later.
/// </remarks>
internal sealed class ReadQueue : IAcknowledgements
{
    private readonly Queue<PendingRead> _waiting = new();
    private readonly SortedList<NodeId, ulong> _answered = [];
    private ulong _lastToken;

    /// <summary>The newest waiting read's token; zero when none waits.</summary>
    public ulong NewestToken => _waiting.Count > 0 ? _lastToken : 0;

    /// <inheritdoc/>
    public ulong AcknowledgedBy(NodeId node) => _answered.GetValueOrDefault(node);

    /// <summary>Adds a read that may be served at <paramref name="index"/> once confirmed. The leader itself confirms at once.</summary>
    public void Add(Message request, LogIndex index, NodeId leader)
    {
        _waiting.Enqueue(new(++_lastToken, request, index));
        Answer(leader, _lastToken);
    }

    /// <summary>Notes that <paramref name="node"/> answered the heartbeat round of <paramref name="token"/>.</summary>
    public void Answer(NodeId node, ulong token)
    {
        Invariant.Holds(token <= _lastToken, $"{node} answers read token {token}, but the newest is {_lastToken}");
        _answered[node] = Math.Max(token, AcknowledgedBy(node));
    }

    /// <summary>RAFT-READ-2: takes out the reads that a quorum has confirmed, in order.</summary>
    public IEnumerable<PendingRead> TakeConfirmed(JointQuorum voters)
    {
        var confirmed = voters.Acknowledged(this);
        while (_waiting.TryPeek(out var read) && read.Token <= confirmed)
            yield return _waiting.Dequeue();
    }

    /// <summary>Takes out all reads, confirmed or not, and forgets all answers. The counter goes on.</summary>
    public PendingRead[] TakeAll()
    {
        PendingRead[] all = [.. _waiting];
        _waiting.Clear();
        _answered.Clear();
        return all;
    }
}
