using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication;

/// <summary>What the loop of a <see cref="RaftGroup"/> can be told, besides a <see cref="Proposal"/>.</summary>
internal abstract record LoopInput
{
    /// <summary>A tick has passed. Several that pile up during a stall count as one: time spent standing still is no silence of the leader.</summary>
    public sealed record Tick : LoopInput
    {
        private int _isPosted;

        /// <summary>True if the tick is to be posted: the one before has been taken.</summary>
        public bool TryPost() => Interlocked.Exchange(ref _isPosted, 1) == 0;

        public void Taken() => Volatile.Write(ref _isPosted, 0);
    }

    /// <summary>A batch of one peer; <paramref name="Room"/> is released when it is taken.</summary>
    public sealed record Delivery(IReadOnlyList<Message> Messages, SemaphoreSlim Room) : LoopInput;

    /// <summary>A peer has connected and says where it listens.</summary>
    public sealed record Heard(ulong Peer, Uri Address) : LoopInput;

    /// <summary>Somebody waits for a linearizable read.</summary>
    public sealed record Read(TaskCompletionSource<LogIndex?> Reader) : LoopInput;

    /// <summary>Hand leadership over; to the follower that is furthest on if nobody is named.</summary>
    public sealed record Transfer(NodeId Successor) : LoopInput;

    /// <summary>The state machine has applied everything up to <paramref name="Index"/>.</summary>
    public sealed record Applied(LogIndex Index, IReadOnlyList<Message> Responses) : LoopInput;

    /// <summary>A snapshot of this node's own state is on disk.</summary>
    public sealed record SnapshotTaken(Snapshot Snapshot) : LoopInput;

    /// <summary>A peer cannot be reached.</summary>
    public sealed record Unreachable(NodeId Peer) : LoopInput;

    /// <summary>A snapshot transfer ended.</summary>
    public sealed record SnapshotSent(NodeId Peer, bool Delivered) : LoopInput;

    /// <summary>The apply thread failed; the loop must end with it.</summary>
    public sealed record Failed(Exception Failure) : LoopInput;
}
