using System.CommandLine;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Node.Configuration;
using Amaters.Ledger.Node.Embedded;
using Amaters.Ledger.Node.Proving;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace Amaters.Ledger.Node.Commands;

/// <summary><c>up</c>: three nodes and a worker in this process, until it is told to stop.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Folder of the ledger; founded there if it is empty.", DefaultValueFactory = _ => DefaultFolder };
        var shape = ShapeOption.Create();
        var command = new Command("up", "Run three nodes and a prover worker in one process, for trying out.") { data, shape };
        command.SetAction((parsed, cancellation) =>
        {
            var sizes = parsed.GetRequiredValue(shape);
            return RunAsync(new EmbeddedOptions { Data = parsed.GetRequiredValue(data), Commands = sizes.CommandCount, Depth = sizes.TreeDepth }, cancellation);
        });
        return command;
    }

    /// <summary>Folder that is used when none is given.</summary>
    public static string DefaultFolder { get; } = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "amaters", "embedded");

    public static async Task<int> RunAsync(EmbeddedOptions options, CancellationToken cancellation)
    {
        try
        {
            return await RunUntilStoppedAsync(options, cancellation).ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is IOException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(refused.Message).ConfigureAwait(false);
            return 1;
        }
    }

    private static async Task<int> RunUntilStoppedAsync(EmbeddedOptions options, CancellationToken cancellation)
    {
        var folder = options.Data.Length == 0 ? DefaultFolder : Path.GetFullPath(options.Data);
        var shape = new CircuitShape(options.Commands, options.Depth);
        var key = await KeyProgress.EnsureKeyAsync(AnsiConsole.Console, shape, DevelopmentKeyCache.DefaultFolder).ConfigureAwait(false);
        var ledger = await EmbeddedLedger.StartAsync(folder, key, PortPlan.Usual(EmbeddedLedger.NodeCount), EmbeddedLogging.ToFile(folder), cancellation).ConfigureAwait(false);
        await using var _ = ledger.ConfigureAwait(false);
        PrintDirections(ledger);
        try
        {
            var stopped = Task.Delay(Timeout.Infinite, cancellation);
            await (await Task.WhenAny(stopped, ledger.FailureAsync()).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Console.WriteLine("Stopping.");
        }

        return 0;
    }

    private static void PrintDirections(EmbeddedLedger ledger) => Console.WriteLine($"""
        Three nodes and a worker are up; Ctrl+C stops them. Everything is in {ledger.Files.Folder}

          status pages  {string.Join("  ", ledger.StatusAddresses)}

        For the command line in another terminal:

          source {WriteEnvironment(ledger)}
          amaters keys new && amaters keys register
          amaters put notes greeting "nobody here can read this"
          amaters get notes greeting

        """);

    /// <summary>Writes what the command line needs to know of this ledger, for a shell to read.</summary>
    private static string WriteEnvironment(EmbeddedLedger ledger)
    {
        var path = Path.Combine(ledger.Files.Folder, "client.env");
        File.WriteAllText(path, $"""
            # How the command line `amaters` reaches this ledger: source this file in a shell.
            export AMATERS_NODES='{string.Join(",", ledger.ClientAddresses)}'
            export AMATERS_CA='{ledger.Files.ClientAuthority}'
            export AMATERS_LEDGER='{ledger.Genesis.LedgerId}'
            export AMATERS_KEYS='{Path.Combine(ledger.Files.Folder, "me.keys")}'
            export AMATERS_PIN='{Path.Combine(ledger.Files.Folder, "me.pin")}'

            """);
        return path;
    }
}
