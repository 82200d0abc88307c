using Amaters.Ledger.Node.Archive;
using Amaters.Ledger.Node.Proving;
using Amaters.Ledger.Node.Services;
using Amaters.Ledger.Node.StatusPage;
using Amaters.Ledger.Node.Telemetry;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Replication.Peers;
using Amaters.Prover.Queue;
using Grpc.Health.V1;
using Grpc.Reflection;
using Hangfire;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Amaters.Ledger.Node.Hosting;

/// <summary>One running node: a replica and its three listeners. A process may hold several, each with a web server of its own.</summary>
internal sealed class LedgerNodeHost : IAsyncDisposable
{
    /// <summary>Calls that are under way may take this long to end; the streams of the other members never do by themselves.</summary>
    private static readonly TimeSpan ShutdownGrace = TimeSpan.FromSeconds(1);

    private readonly WebApplication _application;

    private LedgerNodeHost(NodeSetup setup, LedgerReplica replica, WebApplication application)
    {
        (Setup, Replica, _application) = (setup, replica, application);
    }

    /// <summary>What it was started with.</summary>
    public NodeSetup Setup { get; }

    /// <summary>The ledger of this node.</summary>
    public LedgerReplica Replica { get; }

    /// <summary>Faults when the node cannot go on; the process must end then.</summary>
    public Task Completion => Replica.Completion;

    /// <summary>Opens the node's data, joins the group and listens.</summary>
    /// <param name="setup">What to start it with.</param>
    /// <param name="loggers">Makes all loggers; the caller's; it outlives the node, since Hangfire keeps for the whole process what it was given last.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">An address is taken, or the data folder cannot be used.</exception>
    public static async Task<LedgerNodeHost> StartAsync(NodeSetup setup, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(LedgerNodeHost).Assembly.GetName().Name,
            // Otherwise everything below the working folder is watched, the log with its every write included.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Services.AddSingleton(loggers);
        ConfigureListeners(builder.WebHost, setup);
        AddServices(builder.Services, setup);

        var application = builder.Build();
        LedgerReplica? replica = null;
        try
        {
            replica = application.Services.GetRequiredService<LedgerReplica>();
            MapEndpoints(application, setup);
            await application.StartAsync(cancellation).ConfigureAwait(false);
            return new LedgerNodeHost(setup, replica, application);
        }
        catch
        {
            // The container disposes the replica too, if it got that far.
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Hands leadership over, stops listening, and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        // In this order: the members' answers to the handing over come in by the listeners, and calls use the files.
        await Replica.Group.DisposeAsync().ConfigureAwait(false);
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Stops as if the machine had lost its power, as far as the other members can see: no word, no handing over.</summary>
    public async Task AbandonAsync()
    {
        await Replica.AbandonAsync().ConfigureAwait(false);
        await _application.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private static void ConfigureListeners(IWebHostBuilder host, NodeSetup setup) =>
        host.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = setup.Limits.Connections;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1024;
            kestrel.Limits.Http2.InitialConnectionWindowSize = 16 << 20;
            kestrel.Limits.Http2.InitialStreamWindowSize = 8 << 20;
            // gRPC streams are quiet for long; the message limits of the services bound what a request may carry.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(setup.ClientEndpoint, listen =>
            {
                listen.Mark(Listener.Clients);
                listen.Protocols = HttpProtocols.Http2;
                listen.UseHttps(tls =>
                {
                    tls.ServerCertificate = setup.ClientCertificate;
                    tls.ServerCertificateChain = setup.ClientCertificateChain;
                    // Asked for and not demanded: a certificate gives rights only where a policy names its fingerprint.
                    tls.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                    tls.AllowAnyClientCertificate();
                });
            });
            kestrel.Listen(setup.PeerEndpoint, listen =>
            {
                listen.Mark(Listener.Peers);
                listen.Protocols = HttpProtocols.Http2;
                listen.UseHttps(setup.Replica.Credentials.Configure);
            });
            kestrel.Listen(setup.StatusEndpoint, listen =>
            {
                listen.Mark(Listener.Status);
                listen.Protocols = HttpProtocols.Http1;
            });
        });

    private static void AddServices(IServiceCollection services, NodeSetup setup)
    {
        var limits = ServiceLimits.Of(setup.Replica.Genesis.Facts, setup.Limits.StreamConcurrency);
        services.AddSingleton(setup).AddSingleton(limits).AddLargeBlocks();
        services.AddSingleton<IHostLifetime, HostedByCaller>().Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownGrace);
        services.AddSingleton(provider => LedgerReplica.Start(setup.Replica, provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(provider =>
        {
            var queue = new ProofQueueClient(setup.Queue);
            return new NodeMetrics(setup.NodeId, () => provider.GetRequiredService<LedgerReplica>().Progress, () => provider.GetRequiredService<LedgerReplica>().GetShards(), queue.ReadDepth);
        });

        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = limits.ReceiveByteCountMax;
            grpc.MaxSendMessageSize = limits.SendByteCountMax;
        });
        services.AddSingleton<RefusalInterceptor>();
        AddService<LedgerGrpcService>(services, guard: null);
        AddService<AuditGrpcService>(services, guard: null);
        AddService<ProvingGrpcService>(services, setup.Proving);
        AddService<AdminGrpcService>(services, setup.Admin);
        AddReflection(services);
        services.AddGrpcHealthChecks().AddCheck<LeaderKnownCheck>("ledger");
        services.Configure<HealthCheckPublisherOptions>(publisher => (publisher.Delay, publisher.Period) = (TimeSpan.Zero, TimeSpan.FromSeconds(2)));
        services.AddRaftPeers(provider => provider.GetRequiredService<LedgerReplica>().Group, setup.Replica.Peers);

        services.AddNodeTelemetry(setup.NodeId, setup.Telemetry);
        services.AddHangfire(hangfire => hangfire.UseStorage(setup.Queue));
        services.AddSingleton<StatusPageEndpoint>();
        if (setup.ArchiveConnection.Length > 0)
            services.AddHostedService<ArchiveFollower>();
    }

    /// <summary>By default reflection would tell of every service in the process; clients need to know of theirs only.</summary>
    private static void AddReflection(IServiceCollection services)
    {
        ServiceDescriptor[] publicServices = [LedgerService.Descriptor, AuditService.Descriptor, ProvingService.Descriptor, AdminService.Descriptor, Health.Descriptor];
        services.AddSingleton(new ReflectionServiceImpl(publicServices)).AddSingleton(new ReflectionV1ServiceImpl(publicServices));
        services.AddGrpcReflection();
    }

    private static void AddService<TService>(IServiceCollection services, AccessPolicy? guard)
        where TService : class =>
        services.AddSingleton<TService>().AddGrpc().AddServiceOptions<TService>(options =>
        {
            options.Interceptors.Add<RefusalInterceptor>();
            if (guard is not null)
                options.Interceptors.Add<AccessInterceptor>(guard);
        });

    private static void MapEndpoints(WebApplication application, NodeSetup setup)
    {
        application.Services.GetRequiredService<NodeMetrics>();
        application.OnListener(Listener.Clients, clients => clients.UseRootServices().UseRouting().UseEndpoints(endpoints =>
        {
            endpoints.MapGrpcService<LedgerGrpcService>();
            endpoints.MapGrpcService<AuditGrpcService>();
            endpoints.MapGrpcService<ProvingGrpcService>();
            endpoints.MapGrpcService<AdminGrpcService>();
            endpoints.MapGrpcHealthChecksService();
            endpoints.MapGrpcReflectionService();
        }));
        application.OnListener(Listener.Peers, peers => peers.UseRootServices().UseRouting().UseEndpoints(endpoints => endpoints.MapRaftPeers()));
        application.OnListener(Listener.Status, status => status.UseRouting().UseEndpoints(endpoints =>
        {
            var page = endpoints.ServiceProvider.GetRequiredService<StatusPageEndpoint>();
            endpoints.MapGet("/", page.RespondAsync);
            endpoints.MapGet(StatusPageEndpoint.StylePath, StatusPageEndpoint.RespondStyleAsync);
            endpoints.MapHealthChecks(LeaderKnownCheck.Path);
            endpoints.MapPrometheusScrapingEndpoint(TelemetrySetup.MetricsPath);
            endpoints.MapProofQueueDashboard(setup);
        }));
    }
}
