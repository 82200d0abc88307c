using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication.Peers;
using Amaters.Ledger.Replication.Snapshots;

namespace Amaters.Ledger.Replication;

/// <summary>Carries what the peers' tasks notice into the loop's inbox.</summary>
internal sealed class GroupPeerEvents(PeerIdentity identity, Inbox<object> loop, SnapshotFiles files, GroupMetrics metrics, CancellationToken stopped) : IPeerEvents
{
    public PeerIdentity Identity => identity;

    public CancellationToken Stopped => stopped;

    public void Heard(ulong peer, Uri address) => loop.Post(new LoopInput.Heard(peer, address));

    public void Received(IReadOnlyList<Message> messages, SemaphoreSlim room) => loop.Post(new LoopInput.Delivery(messages, room));

    public void Dropped(ulong peer, int count)
    {
        if (count > 0)
            metrics.Dropped(peer, count);
    }

    public void Unreachable(ulong peer) => loop.Post(new LoopInput.Unreachable(new NodeId(peer)));

    public void SnapshotSent(ulong peer, bool delivered) => loop.Post(new LoopInput.SnapshotSent(new NodeId(peer), delivered));

    public FileStream OpenSnapshot(EntryId id) => files.OpenRead(id);

    public IncomingSnapshot OpenIncoming(EntryId id, SnapshotTicket ticket) => files.OpenIncoming(id, ticket);
}
