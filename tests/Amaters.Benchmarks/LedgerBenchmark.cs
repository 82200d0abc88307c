using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Client.Commands;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Node.Embedded;
using Amaters.Ledger.Node.Proving;
using Amaters.Ledger.Protocol;
using Google.Protobuf;
using Grpc.Net.Client;

namespace Amaters.Benchmarks;

/// <summary>A whole ledger on loopback: three nodes in this process with real TLS, Raft and disks, and the client SDK beside them.</summary>
/// <remarks>
/// Commit latency stands next to etcd's under the same load. Proving stands next to the prover alone. Reads are whole:
/// linearizable, the path checked against a proven root, the payload decrypted.
/// </remarks>
internal sealed class LedgerBenchmark : IBenchmark
{
    private const string Collection = "bench";
    private const int ValueByteCount = 200, PutsPerSecond = 100, PutCount = 800, ReaderCount = 64, BatchesToRead = 16, BatchesToTime = 12;

    /// <summary>Of reads before the measurement, and of the measurement.</summary>
    private static readonly TimeSpan ReadTime = TimeSpan.FromSeconds(6);

    public string Name => "ledger";

    public string Help => "three nodes, workers and clients: commit latency next to etcd, proving next to the prover alone, verified reads   [--only commit|proving|reads]";

    public async Task RunAsync(string[] options)
    {
        var shape = CircuitShape.Production;
        var provingKey = DevelopmentKeyCache.Ensure(shape, DevelopmentKeyCache.DefaultFolder, progress: null);
        var folder = Directory.CreateTempSubdirectory("amaters-bench-ledger-");
        Console.WriteLine($"ledger: 3 nodes and the clients in one process, TLS on loopback, synced Raft log, circuit {shape}, {Environment.ProcessorCount} cores");
        try
        {
            var only = Options.Word(options, "--only");
            var etcd = only is null or "commit" ? await MeasureEtcdAsync() : null;
            await using var ledger = await EmbeddedLedger.StartNodesAsync(
                folder.FullName, provingKey, PortPlan.Free(EmbeddedLedger.NodeCount), EmbeddedLogging.ToFile(folder.FullName), CancellationToken.None);
            await ledger.LeaderAsync(CancellationToken.None);
            using var keys = ClientKeys.Generate();
            using var client = await LedgerClient.ConnectAsync(OptionsFor(ledger), keys, CancellationToken.None);
            if (await client.RegisterAsync("bench", CancellationToken.None) is var registered and not ResultCode.Ok)
                throw new InvalidOperationException($"The client's key was not registered: {registered}.");

            await MeasureCommitsAsync(client, etcd);
            var proving = new LedgerProving(ledger, provingKey);
            if (only is null or "proving")
                await MeasureProvingAsync(proving);
            if (only is null or "reads")
            {
                if (only is not null)
                    await proving.ThroughLedgerAsync(workerCount: 1, threadCount: null, BatchesToRead);
                await MeasureReadsAsync(client);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureCommitsAsync(LedgerClient client, PacedResult? etcd)
    {
        var commands = PrepareCommands(client);
        var ours = await PacedLoad.MeasureAsync(PutsPerSecond, PutCount, async i =>
        {
            var answer = await client.SubmitAsync(commands[i], WaitStage.Committed, CancellationToken.None);
            if (answer.Result != ResultCode.Pending && answer.Result != ResultCode.Ok)
                throw new InvalidOperationException($"A command was refused: {answer.Result}: {answer.Detail}");
        });
        Console.WriteLine($"commit       ours {ours}   (goal: p99 under 50 ms; moderate load is {PutsPerSecond} commands/s of {ValueByteCount} bytes, evenly paced, by one client, no worker running)");
        if (etcd is not null)
            Console.WriteLine($"             etcd {etcd}   (3 processes, puts as large, same pace)");
    }

    private static List<PreparedCommand> PrepareCommands(LedgerClient client) =>
        [.. Enumerable.Range(0, PacedLoad.WarmUpCount(PutsPerSecond) + PutCount).Select(i => client.PreparePut(Collection, KeyOf(i), RandomNumberGenerator.GetBytes(ValueByteCount), expectedVersion: 0))];

    private static async Task MeasureProvingAsync(LedgerProving proving)
    {
        var alone = await proving.AloneAsync(runs: BatchesToTime);
        var through = await proving.ThroughLedgerAsync(workerCount: 1, threadCount: null, BatchesToTime);
        Console.WriteLine($"proving      prover alone {Measurement.Text(alone)} a batch, through the ledger {Measurement.Text(through)}: "
            + string.Create(CultureInfo.InvariantCulture, $"{(through / alone - 1) * 100:F1} % more   (goal: under 10 %; one worker, all threads, {BatchesToTime} batches)"));

        var one = await proving.ThroughLedgerAsync(workerCount: 1, threadCount: 1, BatchesToTime / 2);
        var two = await proving.ThroughLedgerAsync(workerCount: 2, threadCount: 1, BatchesToTime);
        Console.WriteLine($"workers      one with one thread {Measurement.Text(one)} a batch, two such {Measurement.Text(two)}: "
            + string.Create(CultureInfo.InvariantCulture, $"{one / two:F2}×   (goal: near 2×; nodes share the two cores)"));
    }

    private static async Task MeasureReadsAsync(LedgerClient client)
    {
        // Sequence numbers follow the order of submission but for neighbours that overtook each other.
        var applied = (int)(await client.GetWatermarksAsync(CancellationToken.None)).Applied - PutsPerSecond / 10;
        var readers = Enumerable.Range(0, ReaderCount).Select(seed => new Random(seed)).ToList();
        var reads = await Load.MeasureAsync(
            ReaderCount,
            async reader =>
            {
                var opened = await client.GetAsync(Collection, KeyOf(readers[reader].Next(applied)), CancellationToken.None);
                if (opened.Content is not { } content || content.Value.Length != ValueByteCount)
                    throw new InvalidOperationException("A record was not read back.");
            },
            ReadTime,
            ReadTime,
            () => TimeSpan.Zero);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"reads        {reads.PerSecond:N0}/s   p50 {reads.P50:F2} ms   p99 {reads.P99:F2} ms   {reads.ClientMicroseconds:F0} µs of processor time each, nodes and client   (goal: 5 000/s; {ReaderCount} readers over {applied} records, linearizable, verified, decrypted)"));
    }

    private static async Task<PacedResult> MeasureEtcdAsync()
    {
        using var install = Process.Start("bash", ["tests/install-etcd.sh"]);
        await install.WaitForExitAsync();
        if (install.ExitCode != 0)
            throw new InvalidOperationException("etcd could not be installed");
        using var group = new EtcdGroup();
        using var channel = GrpcChannel.ForAddress(await group.LeaderAsync());
        var client = new Etcd.KV.KVClient(channel);
        var value = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(SignedCommand.EncodedByteCount + ValueByteCount));
        return await PacedLoad.MeasureAsync(PutsPerSecond, PutCount, async i => await client.PutAsync(new Etcd.PutRequest { Key = ByteString.CopyFrom(KeyOf(i)), Value = value }));
    }

    private static LedgerClientOptions OptionsFor(EmbeddedLedger ledger) => new()
    {
        Nodes = ledger.ClientAddresses,
        LedgerId = ledger.Genesis.LedgerId,
        Authorities = [X509CertificateLoader.LoadCertificateFromFile(ledger.Files.ClientAuthority)],
    };

    private static byte[] KeyOf(int number) => BitConverter.GetBytes(number);
}
