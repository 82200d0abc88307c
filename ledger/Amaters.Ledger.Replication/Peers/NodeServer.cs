using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Amaters.Ledger.Replication.Peers;

/// <summary>Settings of a node's web server that save processor time on every call (docs/raft.md, "Sizes").</summary>
public static class NodeServer
{
    /// <summary>Makes the server read its sockets in large blocks (<see cref="BlockPool"/>).</summary>
    public static IServiceCollection AddLargeBlocks(this IServiceCollection services) => services.AddSingleton<IMemoryPoolFactory<byte>, BlockPoolFactory>();

    /// <summary>Where all services are singletons: a call gets them from the root, and no scope is made and disposed for it.</summary>
    public static IApplicationBuilder UseRootServices(this IApplicationBuilder application)
    {
        var root = application.ApplicationServices;
        return application.Use(next => context =>
        {
            context.RequestServices = root;
            return next(context);
        });
    }

    private sealed class BlockPoolFactory : IMemoryPoolFactory<byte>
    {
        public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new BlockPool();
    }
}
