// amaters-worker: takes batch numbers from the queue, proves the batches, and hands the proofs to the ledger's leader.
// Start as many as there are machines; kill one whenever you like: its batch goes to another.
using System.CommandLine;
using System.Runtime.InteropServices;
using Amaters.Prover.Queue;
using Amaters.Prover.Worker;
using Hangfire;

var queue = new Option<string>("--queue") { Description = "Npgsql connection string of the proof queue. Environment: AMATERS_QUEUE.", HelpName = "CONNECTION", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("AMATERS_QUEUE") ?? "" };
var nodes = new Option<string[]>("--node") { Description = "Client address of a node, https://HOST:PORT; name all of them. Environment: AMATERS_NODES, separated by commas.", HelpName = "URL", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("AMATERS_NODES")?.Split(',') ?? [] };
var key = new Option<FileInfo>("--key") { Description = "The ledger's proving key.", Required = true, HelpName = "FILE" };
var authority = new Option<FileInfo?>("--ca") { Description = "PEM file of the authority that signed the nodes' certificates; the system's are used without it.", HelpName = "FILE" };
var certificate = new Option<FileInfo?>("--certificate") { Description = "PEM file of a certificate and its key, where the nodes let workers in by certificate.", HelpName = "FILE" };
var name = new Option<string>("--name") { Description = "Name of this worker in dashboard and audit trail, 1 to 64 characters; different for each worker.", DefaultValueFactory = _ => Environment.MachineName };
var root = new RootCommand("Proves batches for a ledger, untrusted: it sees hashes and signatures, never payloads, and every proof is verified by every node. Where the nodes ask for a proving token, it stands in AMATERS_PROVING_TOKEN.") { queue, nodes, key, authority, certificate, name };
root.SetAction(async (parsed, cancellation) =>
{
    if (parsed.GetValue(queue) is not { Length: > 0 } connection || parsed.GetValue(nodes) is not { Length: > 0 } addresses)
    {
        Console.Error.WriteLine("--queue and --node are needed: where the work comes from and where proofs go.");
        return 2;
    }

    using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
    {
        context.Cancel = true;
        stopped.Cancel();
    });
    try
    {
        // What goes wrong with a job is told here and in the queue's dashboard.
        GlobalConfiguration.Configuration.UseColouredConsoleLogProvider(Hangfire.Logging.LogLevel.Warn);
        using var prover = Groth16BatchProver.Open(parsed.GetValue(key)!.FullName);
        using var source = new GrpcBatchSource(
            addresses.Select(address => new Uri(address)),
            () => NodeTls.CreateHandler(parsed.GetValue(authority), parsed.GetValue(certificate)),
            parsed.GetValue(name)!,
            Environment.GetEnvironmentVariable("AMATERS_PROVING_TOKEN") ?? "");
        var storage = ProofQueueStorage.PostgreSql(connection);
        await QueuePatience.PrepareAsync(storage, stopped.Token);
        using var worker = new ProofWorker(storage, new ProofJob(source, prover), parsed.GetValue(name)!);
        Console.WriteLine($"{parsed.GetValue(name)}: waiting for batches of {prover.Shape}, verifying key {Convert.ToHexStringLower(prover.VerifyingKeyDigest.Span)}");
        await Task.Delay(Timeout.Infinite, stopped.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }
    catch (OperationCanceledException) when (stopped.IsCancellationRequested)
    {
        return 0;
    }
    catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException or UriFormatException or ArgumentException or System.Security.Cryptography.CryptographicException)
    {
        Console.Error.WriteLine(problem.Message);
        return 2;
    }
});
return await root.Parse(args).InvokeAsync();
