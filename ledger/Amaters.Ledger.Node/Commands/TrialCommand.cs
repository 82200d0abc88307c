using System.Collections.Immutable;
using System.CommandLine;
using Amaters.Ledger.Node.Embedded;
using Amaters.Ledger.Node.Proving;
using Amaters.Prover.Groth16;
using Spectre.Console;

namespace Amaters.Ledger.Node.Commands;

/// <summary><c>genesis trial</c>: everything that a group of separate development processes needs, in one folder.</summary>
internal static class TrialCommand
{
    private const string ProvingKeyFile = "proving-key.zkey";

    public static Command Create()
    {
        var output = new Option<string>("--out") { Description = "New folder.", Required = true };
        var hosts = new Option<string[]>("--host") { Description = "Host name of a node, once for each; none puts three nodes on loopback.", DefaultValueFactory = _ => [] };
        var queue = new Option<string>("--queue") { Description = "Npgsql connection string of the proof queue.", DefaultValueFactory = _ => "" };
        var archive = new Option<string>("--archive") { Description = "Npgsql connection string of the archive.", DefaultValueFactory = _ => "" };
        var token = new Option<string>("--admin-token") { Description = "Token of the admin service, 32 characters or more.", DefaultValueFactory = _ => "" };
        var keep = new Option<bool>("--keep") { Description = "Leave a ledger that the folder holds already as it is, and succeed: for containers that start again." };
        var shape = ShapeOption.Create();
        var command = new Command("trial", "Make keys, certificates, document and configuration of a development group.") { output, hosts, queue, archive, token, keep, shape };
        command.SetAction(async (parsed, _) =>
        {
            if (parsed.GetValue(keep) && new TrialFolder(Path.GetFullPath(parsed.GetRequiredValue(output))).ReadGenesis() is { } founded)
            {
                Console.WriteLine($"{parsed.GetRequiredValue(output)} holds ledger {founded.LedgerId} already.");
                return 0;
            }

            var cached = await KeyProgress.EnsureKeyAsync(AnsiConsole.Console, parsed.GetRequiredValue(shape), DevelopmentKeyCache.DefaultFolder).ConfigureAwait(false);
            return GenesisCommand.Guarded(() =>
            {
                var files = new TrialFolder(Path.GetFullPath(parsed.GetRequiredValue(output)));
                var addresses = Addresses(parsed.GetRequiredValue(hosts));
                var configuration = new TrialConfiguration(addresses)
                {
                    QueueConnection = parsed.GetRequiredValue(queue),
                    ArchiveConnection = parsed.GetRequiredValue(archive),
                    // Without a queue that workers share, each node works off its own.
                    ProvingKey = parsed.GetRequiredValue(queue).Length == 0 ? ProvingKeyFile : "",
                    AdminToken = parsed.GetRequiredValue(token),
                };
                Write(files, configuration, cached);
                Console.WriteLine($"Everything is in {files.Folder}. Start each node with: amaters-node run --config {Path.Combine(files.Folder, "node-N.toml")}");
            });
        });
        return command;
    }

    /// <summary>Founds the group and writes <c>node-1.toml</c> and so on, with the proving key beside them.</summary>
    internal static void Write(TrialFolder files, TrialConfiguration configuration, string provingKey)
    {
        if (files.ReadGenesis() is not null)
            throw new IOException($"{files.Folder} holds a ledger already. Give a new folder.");
        if (!ProvingKey.TryOpen(provingKey, out var key, out var reason))
            throw new InvalidDataException($"{provingKey} is refused: {reason}.");
        using (key)
            TrialFounding.Found(files, "trial", configuration.Addresses.Count, key.VerifyingKey, [.. configuration.Addresses.Values.Select(node => node.Host).Append("localhost").Distinct()], DateTimeOffset.UtcNow);
        File.Copy(provingKey, Path.Combine(files.Folder, ProvingKeyFile), overwrite: true);
        foreach (var nodeId in configuration.Addresses.Keys)
            File.WriteAllText(files.Configuration(nodeId), configuration.Render(files, nodeId));
    }

    private static ImmutableSortedDictionary<ulong, TrialAddress> Addresses(string[] hosts) => hosts.Length == 0
        ? PortPlan.Usual(EmbeddedLedger.NodeCount).ToImmutableSortedDictionary(node => node.Key, node => TrialAddress.OnLoopback(node.Value))
        : hosts.Select((host, i) => (Id: (ulong)i + 1, Host: host)).ToImmutableSortedDictionary(node => node.Id, node => TrialAddress.OnHost(node.Host));
}
