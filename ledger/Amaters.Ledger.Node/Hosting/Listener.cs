using KestrelListenOptions = Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions;

namespace Amaters.Ledger.Node.Hosting;

/// <summary>Which of a node's three doors a connection came in by.</summary>
internal enum Listener
{
    /// <summary>Clients, workers, auditors and operators: gRPC over TLS.</summary>
    Clients,

    /// <summary>Members of the group: gRPC over mutual TLS.</summary>
    Peers,

    /// <summary>Browsers and Prometheus: plain HTTP, on loopback by default.</summary>
    Status,
}

/// <summary>Marks connections with their listener, so that each listener serves its own endpoints and no other's.</summary>
/// <remarks>The mark is on the connection; nothing that a caller sends, such as a host name, decides what it reaches.</remarks>
internal static class ListenerMark
{
    /// <summary>Marks every connection of a listener.</summary>
    public static void Mark(this KestrelListenOptions options, Listener listener) =>
        options.Use(next => connection =>
        {
            connection.Features.Set(new Feature(listener));
            return next(connection);
        });

    /// <summary>Adds endpoints that only one listener serves.</summary>
    public static void OnListener(this IApplicationBuilder application, Listener listener, Action<IApplicationBuilder> configure) =>
        application.MapWhen(context => context.Features.Get<Feature>()?.Listener == listener, configure);

    private sealed record Feature(Listener Listener);
}
