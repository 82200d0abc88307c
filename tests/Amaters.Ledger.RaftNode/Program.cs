using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Amaters.Ledger.Consensus.Storage;
using Amaters.Ledger.RaftNode;
using Amaters.Ledger.Replication;
using Amaters.Ledger.Replication.Peers;
using Amaters.Ledger.Replication.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// One process of a replicated group, and two smaller ones for fault tests. Options are KEY=VALUE words.
var options = args.Skip(1).Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
try
{
    return args.FirstOrDefault() switch
    {
        "run" => await RunNode(),
        "append" => AppendUntilKilled(),
        "churn" => Churn(),
        "sync" => SyncFile(),
        _ => Usage(),
    };
}
catch (Exception failure) when (failure is LogCorruptException or StorageFailedException)
{
    Console.Error.WriteLine(failure.Message);
    return ExitCode.Of(failure);
}

static int Usage()
{
    Console.Error.WriteLine("usage: run id= folder= certificates= port= client-port= peers=1@https://…,2@… [tick-ms= snapshot-every= keep= snapshot-rate=]");
    Console.Error.WriteLine("       append folder=          store entries and print each synced index");
    Console.Error.WriteLine("       churn folder= from= steps=   make the steps of StorageChurn and print each when it is durable");
    Console.Error.WriteLine("       sync file=              write a file, sync it, print 'synced'");
    return 2;
}

async Task<int> RunNode()
{
    var id = ulong.Parse(options["id"], CultureInfo.InvariantCulture);
    var credentials = PeerCredentials.Load(options["certificates"], id);
    var peerOptions = new PeerOptions { SnapshotBytesPerSecond = Number("snapshot-rate", 256 << 20), SnapshotChunkBytes = (int)Number("snapshot-chunk", 256 << 10) };
    var groupOptions = new RaftGroupOptions
    {
        Folder = options["folder"],
        Credentials = credentials,
        Founders = Founders(options.GetValueOrDefault("peers", "")),
        RandomSeed = id,
        Tick = TimeSpan.FromMilliseconds(Number("tick-ms", 100)),
        SnapshotEveryEntries = (ulong)Number("snapshot-every", 100_000),
        KeepEntries = (ulong)Number("keep", 20_000),
        DiskStallLimit = TimeSpan.FromMilliseconds(Number("stall-ms", 1000)),
        Peers = peerOptions,
    };

    // As in amaters-node: the working folder is not watched.
    var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
    builder.Logging.ClearProviders().AddSimpleConsole(console =>
    {
        console.SingleLine = true;
        console.TimestampFormat = "HH:mm:ss.fff ";
    });
    builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Amaters", LogLevel.Information)
        // What may log a request starts an activity for each.
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
    builder.Services.AddLargeBlocks().AddSingleton<KeyValueMachine>().AddSingleton<NodeService>();
    builder.Services.AddSingleton(services =>
        RaftGroup.Start(groupOptions, services.GetRequiredService<KeyValueMachine>(), TimeProvider.System, services.GetRequiredService<ILoggerFactory>()));
    builder.Services.AddRaftPeers(services => services.GetRequiredService<RaftGroup>(), peerOptions);
    builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
    {
        // As in amaters-node.
        kestrel.AddServerHeader = false;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.Http2.MaxStreamsPerConnection = 1024;
        kestrel.Limits.Http2.InitialConnectionWindowSize = 16 << 20;
        kestrel.Limits.Http2.InitialStreamWindowSize = 8 << 20;
        kestrel.Listen(IPAddress.Loopback, (int)Number("port", 0), listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(credentials.Configure);
        });
        kestrel.Listen(IPAddress.Loopback, (int)Number("client-port", 0), listen => listen.Protocols = HttpProtocols.Http2);
    });
    await using var app = builder.Build();
    app.UseRootServices();
    app.MapRaftPeers();
    app.MapGrpcService<NodeService>();

    var group = app.Services.GetRequiredService<RaftGroup>();
    await app.StartAsync();
    Console.WriteLine("ready");
    var shutdown = app.WaitForShutdownAsync();
    if (await Task.WhenAny(shutdown, group.Completion) == shutdown)
        return 0;
    try
    {
        await group.Completion;
        return 0;
    }
    catch (Exception failure)
    {
        // Nothing is closed in order: what the disk holds now is what the next start must live with.
        Console.Error.WriteLine($"The node stops: {failure.Message}");
        Environment.Exit(ExitCode.Of(failure));
        throw;
    }
}

int AppendUntilKilled()
{
    using var store = LogStore.Open(new LogStoreOptions { Folder = options["folder"], Group = new GroupId(1), NodeId = 1 });
    store.VerifyPayloads();
    Console.WriteLine($"loaded {store.LastIndex}");
    while (true)
    {
        store.Append(null, null, [TestEntry.At(store.LastIndex.Next)], sync: true);
        Console.WriteLine(store.LastIndex);
    }
}

int Churn()
{
    using var store = LogStore.Open(new LogStoreOptions { Folder = options["folder"], Group = new GroupId(1), NodeId = 1 });
    var model = new MemoryStorage();
    var first = (int)Number("from", 0);
    for (var number = 0; number < first + Number("steps", 100); number++)
    {
        var step = StorageChurn.At(number, model);
        step.ApplyTo(model);
        if (number < first)
            continue;
        step.ApplyTo(store);
        Console.WriteLine(number);
    }

    return 0;
}

int SyncFile()
{
    using var file = File.OpenHandle(options["file"], FileMode.Create, FileAccess.Write);
    RandomAccess.Write(file, "content"u8, 0);
    DurableFile.Sync(file, options["file"]);
    Console.WriteLine("synced");
    return 0;
}

long Number(string name, long otherwise) => options.TryGetValue(name, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;

static ImmutableSortedDictionary<ulong, Uri> Founders(string peers) => peers.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(peer => peer.Split('@', 2))
    .ToImmutableSortedDictionary(pair => ulong.Parse(pair[0], CultureInfo.InvariantCulture), pair => new Uri(pair[1]));
