using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Amaters.Ledger.Replication.Peers;

/// <summary>Puts the peer service of a <see cref="RaftGroup"/> into an ASP.NET Core application.</summary>
public static class RaftPeerEndpoints
{
    /// <summary>Registers the service for one group. <paramref name="group"/> is asked when the application starts, and stopped before its server is.</summary>
    public static IServiceCollection AddRaftPeers(this IServiceCollection services, Func<IServiceProvider, RaftGroup> group, PeerOptions options)
    {
        services.AddGrpc().AddServiceOptions<RaftPeerService>(service => service.MaxReceiveMessageSize = options.MaxReceiveBytes);
        services.AddSingleton(provider => new RaftPeerService(group(provider).Events, options, provider.GetRequiredService<ILogger<RaftPeerService>>()));
        services.AddHostedService(provider => new RaftGroupLifetime(group(provider)));
        return services;
    }

    /// <summary>Routes the service. Its listener must demand member certificates (<see cref="PeerCredentials.Configure"/>).</summary>
    public static GrpcServiceEndpointConventionBuilder MapRaftPeers(this IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<RaftPeerService>();
}
