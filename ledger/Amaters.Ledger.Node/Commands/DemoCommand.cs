using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Node.Demo;
using Amaters.Ledger.Node.Embedded;
using Amaters.Ledger.Node.Proving;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace Amaters.Ledger.Node.Commands;

/// <summary><c>demo</c>: records go all the way through a ledger of three nodes, before your eyes.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var records = new Option<string?>("--records") { Description = "A CSV file to import; by default 418 patients of a clinical trial that ship with the program." };
        var key = new Option<string?>("--key") { Description = "The column that names a record." };
        var data = new Option<string>("--data") { Description = "Folder for everything; an earlier demonstration in it is deleted.", DefaultValueFactory = _ => DefaultFolder };
        var shape = ShapeOption.Create();
        var command = new Command("demo", "Encrypt, commit, prove, apply, read back and audit some records.") { records, key, data, shape };
        command.Validators.Add(result =>
        {
            if (result.GetValue(records) is null != result.GetValue(key) is null)
                result.AddError("--records and --key go together: which file, and which of its columns names a record.");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var chosen = parsed.GetValue(records) is { } path ? DemoRecords.Read(path, parsed.GetValue(key)!) : DemoRecords.Shipped();
                return await RunAsync(AnsiConsole.Console, chosen, parsed.GetRequiredValue(shape), Path.GetFullPath(parsed.GetRequiredValue(data)), cancellation).ConfigureAwait(false);
            }
            catch (Exception refused) when (refused is InvalidDataException or IOException)
            {
                await Console.Error.WriteLineAsync(refused.Message).ConfigureAwait(false);
                return 1;
            }
        });
        return command;
    }

    private static string DefaultFolder { get; } = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "amaters", "demo");

    /// <summary>Runs the demonstration in a fresh folder.</summary>
    internal static async Task<int> RunAsync(IAnsiConsole console, DemoRecords records, CircuitShape shape, string folder, CancellationToken cancellation)
    {
        DeleteEarlier(folder);
        var screen = new DemoScreen(console);
        var clock = Stopwatch.StartNew();
        screen.Step($"A ledger of three nodes and one prover, circuit {shape}");
        var key = await KeyProgress.EnsureKeyAsync(console, shape, DevelopmentKeyCache.DefaultFolder).ConfigureAwait(false);
        screen.Tell($"proving key: {key}, development only");
        var ledger = await EmbeddedLedger.StartAsync(folder, key, PortPlan.Free(EmbeddedLedger.NodeCount), EmbeddedLogging.ToFile(folder), cancellation).ConfigureAwait(false);
        await using var _ = ledger.ConfigureAwait(false);
        var leader = await ledger.LeaderAsync(cancellation).ConfigureAwait(false);
        screen.Tell($"node {leader.Setup.NodeId} leads; status page {ledger.StatusAddresses[0]}");

        var isSound = await new DemoRun(ledger, records, screen).RunAsync(cancellation).ConfigureAwait(false);
        screen.Tell(string.Create(CultureInfo.InvariantCulture, $"{(isSound ? "Everything held" : "SOMETHING DID NOT HOLD")} ({clock.Elapsed.TotalSeconds:F0} s)."));
        return isSound ? 0 : 1;
    }

    /// <summary>Deletes only what is a demonstration's folder by the looks of it.</summary>
    private static void DeleteEarlier(string folder)
    {
        if (!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any())
            return;
        if (!File.Exists(new TrialFolder(folder).Genesis))
            throw new InvalidDataException($"{folder} is neither empty nor an earlier demonstration's. Give another folder with --data.");
        Directory.Delete(folder, recursive: true);
    }
}
