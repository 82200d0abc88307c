using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication.Peers;

/// <summary>What the peers' tasks tell the group's loop. Every member may be called from any thread and returns at once.</summary>
internal interface IPeerEvents
{
    /// <summary>Who this node is.</summary>
    PeerIdentity Identity { get; }

    /// <summary>Cancelled when the node has stopped.</summary>
    CancellationToken Stopped { get; }

    /// <summary>A peer has connected and says where it listens itself.</summary>
    void Heard(ulong peer, Uri address);

    /// <summary>Messages arrived; <paramref name="room"/> is released when the loop has taken them.</summary>
    void Received(IReadOnlyList<Message> messages, SemaphoreSlim room);

    /// <summary>Messages for a peer were dropped.</summary>
    void Dropped(ulong peer, int count);

    /// <summary>A peer cannot be reached, or its queue is full: the core should probe it.</summary>
    void Unreachable(ulong peer);

    /// <summary>A snapshot transfer ended.</summary>
    void SnapshotSent(ulong peer, bool delivered);

    /// <summary>Opens a snapshot that is to be sent.</summary>
    FileStream OpenSnapshot(EntryId id);

    /// <summary>Opens the file of a snapshot that a peer sends.</summary>
    Snapshots.IncomingSnapshot OpenIncoming(EntryId id, Snapshots.SnapshotTicket ticket);
}
