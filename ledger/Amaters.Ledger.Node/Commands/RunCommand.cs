using System.CommandLine;
using Amaters.Ledger.Node.Configuration;
using Amaters.Ledger.Node.Hosting;
using Amaters.Ledger.Node.Proving;
using Amaters.Ledger.Replication;
using Microsoft.Extensions.Options;

namespace Amaters.Ledger.Node.Commands;

/// <summary><c>run --config FILE</c>: one node, until it is told to stop or cannot go on.</summary>
internal static class RunCommand
{
    /// <summary>Exit code for a configuration that is refused (BSD <c>EX_CONFIG</c>).</summary>
    public const int RefusedConfiguration = 78;

    public static Command Create()
    {
        var config = new Option<string>("--config") { Description = "The configuration, a TOML file (docs/operations.md).", Required = true };
        var command = new Command("run", "Run one node.") { config };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetRequiredValue(config), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string path, CancellationToken cancellation)
    {
        NodeSetup setup;
        HostedWorker? worker;
        try
        {
            var options = NodeConfiguration.Load(path);
            if (options.Mode == NodeMode.Embedded)
                return await UpCommand.RunAsync(options.Embedded, cancellation).ConfigureAwait(false);
            setup = NodeSetupLoader.Load(options);
            worker = options.Queue.ProvingKey.Length == 0 ? null : HostedWorker.Open(options.Queue.ProvingKey);
        }
        catch (OptionsValidationException refused)
        {
            return await RefuseAsync(path, refused.Failures).ConfigureAwait(false);
        }
        catch (InvalidDataException refused)
        {
            return await RefuseAsync(path, [refused.Message]).ConfigureAwait(false);
        }

        using (worker)
            return await RunNodeAsync(setup, worker, cancellation).ConfigureAwait(false);
    }

    private static async Task<int> RunNodeAsync(NodeSetup setup, HostedWorker? worker, CancellationToken cancellation)
    {
        using var loggers = LoggerFactory.Create(LogAsJson);
        LedgerNodeHost node;
        try
        {
            node = await LedgerNodeHost.StartAsync(setup, loggers, cancellation).ConfigureAwait(false);
        }
        catch (InvalidDataException damaged)
        {
            await Console.Error.WriteLineAsync(damaged.Message).ConfigureAwait(false);
            return ExitCode.CorruptData;
        }
        catch (Exception fatal) when (fatal is Replication.Storage.LogCorruptException or Replication.Storage.StorageFailedException or IOException)
        {
            await Console.Error.WriteLineAsync(fatal.Message).ConfigureAwait(false);
            return ExitCode.Of(fatal);
        }

        worker?.Start(setup.Queue, () => [node.Replica], $"node-{setup.NodeId}");
        var stopped = Task.Delay(Timeout.Infinite, cancellation);
        if (await Task.WhenAny(stopped, node.Completion).ConfigureAwait(false) == stopped)
        {
            worker?.Dispose();
            await node.DisposeAsync().ConfigureAwait(false);
            if (!node.Completion.IsFaulted)
                return 0;
        }

        // Nothing is tidied after a failure: what the disk holds is the truth, and the process ends at once.
        var failure = node.Completion.Exception?.InnerException;
        await Console.Error.WriteLineAsync(failure?.ToString() ?? "The replica stopped by itself.").ConfigureAwait(false);
        return failure is null ? ExitCode.Failed : ExitCode.Of(failure);
    }

    private static async Task<int> RefuseAsync(string path, IEnumerable<string> faults)
    {
        await Console.Error.WriteLineAsync($"The configuration {path} is refused:\n  {string.Join("\n  ", faults)}").ConfigureAwait(false);
        return RefusedConfiguration;
    }

    /// <remarks>A node without a leader says so once itself; the health checks would repeat it every other second.</remarks>
    private static void LogAsJson(ILoggingBuilder logging) =>
        logging.AddJsonConsole(json => json.TimestampFormat = "O").SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Amaters", LogLevel.Information).AddFilter("Microsoft.Hosting", LogLevel.Information).AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
}
