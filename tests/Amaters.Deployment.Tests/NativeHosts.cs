using Amaters.Testing;

namespace Amaters.Deployment.Tests;

/// <summary>The compose network on loopback: an address for each node, and a private PostgreSQL.</summary>
internal sealed class NativeHosts(PostgresServer postgres)
{
    private static readonly (string Section, int Port)[] Listeners = [("CLIENTS", 7410), ("PEERS", 7411), ("STATUS", 7412)];

    /// <summary>What stands in place of a service's host name.</summary>
    public string AddressOf(string service) => service switch
    {
        "postgres" => $"127.0.0.1;Port={postgres.Port}",
        "node-1" or "node-2" or "node-3" => $"127.0.0.1{service[^1]}",
        _ => throw new ArgumentException($"No container of the name {service} is reached by others.", nameof(service)),
    };

    /// <summary>A node in a container listens on all of its addresses; here these are one.</summary>
    public IEnumerable<KeyValuePair<string, string>> ListenersOf(string service) =>
        service.StartsWith("node-", StringComparison.Ordinal)
            ? Listeners.Select(listener => KeyValuePair.Create($"AMATERS__LISTEN__{listener.Section}", $"{AddressOf(service)}:{listener.Port}"))
            : [];
}
