using System.Globalization;
using Amaters.Testing;

namespace Amaters.EndToEnd.Tests.Cluster;

/// <summary>Loopback ports of one node.</summary>
internal sealed record NodePorts(int Clients, int Peers, int Status)
{
    /// <summary>Where clients and workers reach the node.</summary>
    public Uri ClientAddress => Address("https", Clients);

    /// <summary>Where the other members reach it.</summary>
    public Uri PeerAddress => Address("https", Peers);

    /// <summary>Where browsers and Prometheus reach it.</summary>
    public Uri StatusAddress => Address("http", Status);

    /// <summary>Free ports for these nodes.</summary>
    public static IReadOnlyDictionary<ulong, NodePorts> Free(IReadOnlyList<ulong> nodeIds)
    {
        var ports = FreePorts.Take(3 * nodeIds.Count);
        return nodeIds.Select((id, i) => (Id: id, Ports: new NodePorts(ports[3 * i], ports[(3 * i) + 1], ports[(3 * i) + 2]))).ToDictionary(node => node.Id, node => node.Ports);
    }

    /// <summary>Environment that puts the nodes of a founded group on their ports, node <paramref name="own"/> among them.</summary>
    public static Dictionary<string, string> Environment(IReadOnlyDictionary<ulong, NodePorts> nodes, ulong own)
    {
        var variables = new Dictionary<string, string>
        {
            ["AMATERS__LISTEN__CLIENTS"] = nodes[own].ClientAddress.Authority,
            ["AMATERS__LISTEN__PEERS"] = nodes[own].PeerAddress.Authority,
            ["AMATERS__LISTEN__STATUS"] = nodes[own].StatusAddress.Authority,
        };
        foreach (var (id, ports) in nodes)
        {
            variables[string.Create(CultureInfo.InvariantCulture, $"AMATERS__MEMBERS__{id}__CLIENT")] = ports.ClientAddress.OriginalString;
            variables[string.Create(CultureInfo.InvariantCulture, $"AMATERS__MEMBERS__{id}__PEER")] = ports.PeerAddress.OriginalString;
        }

        return variables;
    }

    private static Uri Address(string scheme, int port) => new(string.Create(CultureInfo.InvariantCulture, $"{scheme}://127.0.0.1:{port}"));
}
