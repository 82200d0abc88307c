using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amaters.Ledger.Node.Embedded;

/// <summary>Writes the configuration of a development node that runs as a process of its own; paths in it are relative to its folder.</summary>
/// <param name="Addresses">Where each node is reached.</param>
internal sealed record TrialConfiguration(IReadOnlyDictionary<ulong, TrialAddress> Addresses)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Npgsql connection string of the proof queue; empty for a queue in memory, worked off by the node itself.</summary>
    public string QueueConnection { get; init; } = "";

    /// <summary>Npgsql connection string of the archive; empty for none.</summary>
    public string ArchiveConnection { get; init; } = "";

    /// <summary>A proving key for a node without a queue in PostgreSQL; empty for none.</summary>
    public string ProvingKey { get; init; } = "";

    /// <summary>Token of the admin service; empty leaves it open to callers on the same machine.</summary>
    public string AdminToken { get; init; } = "";

    /// <summary>The TOML text for one node.</summary>
    public string Render(TrialFolder files, ulong nodeId)
    {
        var own = Addresses[nodeId];
        var toml = new StringBuilder($"""
            # Node {nodeId} of a trial group. Development certificates and keys: not for records that matter.
            mode = "development"

            [node]
            id = {nodeId}
            data = {Relative(files, files.Data(nodeId))}
            genesis = {Relative(files, files.Genesis)}
            verifying_key = {Relative(files, files.VerifyingKey)}
            checkpoint_key = {Relative(files, files.CheckpointKey(nodeId))}

            [listen]
            clients = "{own.ListenAddress}:{own.Ports.Clients}"
            peers = "{own.ListenAddress}:{own.Ports.Peers}"
            status = "{own.ListenAddress}:{own.Ports.Status}"

            [tls]
            certificate = {Relative(files, files.ServerCertificate)}
            key = {Relative(files, files.ServerKey)}
            peers = {Relative(files, files.PeerCertificates)}


            """);
        foreach (var (id, address) in Addresses.OrderBy(node => node.Key))
        {
            toml.Append(CultureInfo.InvariantCulture, $"""
                [members.{id}]
                peer = "https://{address.Host}:{address.Ports.Peers}"
                client = "https://{address.Host}:{address.Ports.Clients}"


                """);
        }

        AppendSection(toml, "queue", ("connection", QueueConnection), ("proving_key", ProvingKey));
        AppendSection(toml, "archive", ("connection", ArchiveConnection));
        AppendSection(toml, "admin", ("token", AdminToken));
        return toml.ToString();
    }

    private static void AppendSection(StringBuilder toml, string section, params (string Key, string Value)[] values)
    {
        var given = values.Where(pair => pair.Value.Length > 0).ToList();
        if (given.Count == 0)
            return;
        toml.Append(CultureInfo.InvariantCulture, $"[{section}]\n");
        foreach (var (key, value) in given)
            toml.Append(CultureInfo.InvariantCulture, $"{key} = {Quote(value)}\n");
        toml.Append('\n');
    }

    private static string Relative(TrialFolder files, string path) => Quote(Path.GetRelativePath(files.Folder, path));

    /// <summary>TOML's basic strings escape as JSON's do.</summary>
    private static string Quote(string text) => JsonSerializer.Serialize(text, Plain);
}
