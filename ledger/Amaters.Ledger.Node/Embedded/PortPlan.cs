using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Amaters.Ledger.Node.Embedded;

/// <summary>Loopback ports of one node.</summary>
/// <param name="Clients">Client listener.</param>
/// <param name="Peers">Peer listener.</param>
/// <param name="Status">Status listener.</param>
internal sealed record PortPlan(int Clients, int Peers, int Status)
{
    private const int FirstPort = 7400;
    private const int PortsPerNode = 10;

    /// <summary>7410, 7411 and 7412.</summary>
    public static PortPlan OfFirstNode { get; } = Of(FirstPort + PortsPerNode);

    /// <summary>Address for clients.</summary>
    public Uri ClientAddress => Loopback(Uri.UriSchemeHttps, Clients);

    /// <summary>Address for members.</summary>
    public Uri PeerAddress => Loopback(Uri.UriSchemeHttps, Peers);

    /// <summary>Address of the status page.</summary>
    public Uri StatusAddress => Loopback(Uri.UriSchemeHttp, Status);

    /// <summary>The usual ports of nodes 1 to n: 7410, 7411, 7412 for the first, ten higher for each next.</summary>
    public static ImmutableSortedDictionary<ulong, PortPlan> Usual(int nodeCount) =>
        Enumerable.Range(1, nodeCount).ToImmutableSortedDictionary(id => (ulong)id, id => Of(FirstPort + (PortsPerNode * id)));

    /// <summary>Ports that nobody listens on at the moment.</summary>
    public static ImmutableSortedDictionary<ulong, PortPlan> Free(int nodeCount)
    {
        var listeners = Enumerable.Range(0, 3 * nodeCount).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            listeners.ForEach(listener => listener.Start());
            var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToList();
            return Enumerable.Range(0, nodeCount).ToImmutableSortedDictionary(i => (ulong)i + 1, i => new PortPlan(ports[3 * i], ports[(3 * i) + 1], ports[(3 * i) + 2]));
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }

    private static PortPlan Of(int first) => new(first, first + 1, first + 2);

    private static Uri Loopback(string scheme, int port) => new(string.Create(CultureInfo.InvariantCulture, $"{scheme}://127.0.0.1:{port}"));
}
