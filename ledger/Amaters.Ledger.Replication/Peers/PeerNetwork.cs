using System.Collections.Immutable;
using Amaters.Ledger.Consensus;
using Microsoft.Extensions.Logging;

namespace Amaters.Ledger.Replication.Peers;

/// <summary>One <see cref="PeerLink"/> per other member whose address is known. Owned by the loop, except for what the links do on their own.</summary>
internal sealed class PeerNetwork(PeerCredentials credentials, PeerOptions options, IPeerEvents events, IRandom random, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly Dictionary<ulong, PeerLink> _links = [];
    private readonly List<Task> _closing = [];
    private Uri? _ownAddress;

    /// <summary>Opens links to new members or addresses, and closes those of members that left.</summary>
    public void Update(ImmutableSortedDictionary<ulong, Uri> addresses)
    {
        foreach (var (peer, link) in _links.ToList())
        {
            if (!addresses.TryGetValue(peer, out var address) || address != link.Address)
                Close(peer, link);
        }

        _ownAddress = addresses.GetValueOrDefault(credentials.Identity.NodeId);
        foreach (var (peer, address) in addresses)
            Learn(peer, address);
    }

    /// <summary>Opens a link to a member that has none. A node that is only being added learns its first peers when they call.</summary>
    public void Learn(ulong peer, Uri address)
    {
        if (peer == credentials.Identity.NodeId || _links.ContainsKey(peer))
            return;
        var seed = new SeededRandom((ulong)random.Next(int.MaxValue));
        _links.Add(peer, new PeerLink(credentials, peer, address, _ownAddress, options, events, seed, time, logger));
    }

    /// <summary>Queues a message for its receiver; one without a known address is dropped.</summary>
    public void Send(Message message)
    {
        if (_links.TryGetValue(message.To.Value, out var link))
            link.Send(message);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (peer, link) in _links.ToList())
            Close(peer, link);
        await Task.WhenAll(_closing).ConfigureAwait(false);
    }

    private void Close(ulong peer, PeerLink link)
    {
        _links.Remove(peer);
        _closing.RemoveAll(task => task.IsCompleted);
        _closing.Add(link.DisposeAsync().AsTask());
    }
}
