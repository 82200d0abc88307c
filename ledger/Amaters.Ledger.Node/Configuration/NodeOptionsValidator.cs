using System.Globalization;
using System.Net;
using Amaters.Circuits.Statements;
using Amaters.Circuits.Trees;
using Microsoft.Extensions.Options;

namespace Amaters.Ledger.Node.Configuration;

/// <summary>Checks a configuration as a whole and reports every fault at once: the key, the limit, the fix.</summary>
internal sealed class NodeOptionsValidator : IValidateOptions<NodeOptions>
{
    /// <summary>Shortest token that is accepted, in characters.</summary>
    public const int TokenLengthMin = 32;

    private const int FingerprintLength = 64;

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, NodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new List<string>();
        CheckNumbers(options, faults);
        CheckAccess("admin", options.Admin, faults);
        CheckAccess("proving", options.Proving, faults);
        if (options.Mode == NodeMode.Embedded)
            CheckEmbedded(options, faults);
        else
            CheckMember(options, faults);
        if (options.Mode == NodeMode.Production)
            CheckProduction(options, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckMember(NodeOptions options, List<string> faults)
    {
        if (options.Node.Id == 0)
            faults.Add("node.id: is missing. Give this node's id from the genesis document, 1 or greater.");
        if (options.Node.Data.Length == 0)
            faults.Add("node.data: is missing. Give a folder that belongs to this node alone.");
        RequireFile("node.genesis", options.Node.Genesis, "`amaters-node genesis` makes one", faults);
        RequireFile("node.verifying_key", options.Node.VerifyingKey, "it stands beside the genesis document", faults);
        RequireFile("node.checkpoint_key", options.Node.CheckpointKey, "`amaters-node genesis` makes one for each node", faults);
        RequireFile("tls.certificate", options.Tls.Certificate, "a PEM file that clients can check", faults);
        RequireFile("tls.key", options.Tls.Key, "the PEM file of the certificate's private key", faults);
        if (!Directory.Exists(options.Tls.Peers))
            faults.Add($"tls.peers: '{options.Tls.Peers}' is no folder. Give the one with authority.pem, node-{options.Node.Id}.pem and node-{options.Node.Id}.key.");
        if (options.Queue.ProvingKey.Length > 0)
            RequireFile("queue.proving_key", options.Queue.ProvingKey, "a sealed proving key, or leave the key out and run amaters-worker", faults);

        CheckListener("listen.clients", options.Listen.Clients, faults);
        CheckListener("listen.peers", options.Listen.Peers, faults);
        CheckListener("listen.status", options.Listen.Status, faults);
        foreach (var (id, member) in options.Members)
        {
            if (!ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
                faults.Add($"members.{id}: '{id}' is no node id. Name each member's table by its id, as in [members.1].");
            CheckAddress($"members.{id}.peer", member.Peer, faults);
            CheckAddress($"members.{id}.client", member.Client, faults);
        }
    }

    private static void CheckProduction(NodeOptions options, List<string> faults)
    {
        if (options.Queue.Connection.Length == 0)
            faults.Add("queue.connection: is missing. In production the proof queue stands in PostgreSQL; a queue in memory needs mode = \"development\".");
        if (options.Admin.Token.Length == 0 && options.Admin.Certificates.Count == 0)
            faults.Add("admin: neither token nor certificates are given. In production nobody could administer the node; give one of them.");
        if (IPEndPoint.TryParse(options.Listen.Status, out var status) && !IPAddress.IsLoopback(status.Address) && options.Admin.Token.Length == 0)
            faults.Add("listen.status: is not a loopback address. Without admin.token nothing protects the queue's dashboard there; set one, or bind 127.0.0.1.");
    }

    private static void CheckEmbedded(NodeOptions options, List<string> faults)
    {
        if (options.Embedded.Commands is < 1 or > CircuitShape.CommandLimit)
            faults.Add($"embedded.commands: {options.Embedded.Commands} is not from 1 to {CircuitShape.CommandLimit}. The usual circuit has 8.");
        if (options.Embedded.Depth is < 1 or > OctalTree.DepthLimit)
            faults.Add($"embedded.depth: {options.Embedded.Depth} is not from 1 to {OctalTree.DepthLimit}. The usual circuit has 14.");
    }

    private static void CheckNumbers(NodeOptions options, List<string> faults)
    {
        CheckRange("limits.unapplied_commands", options.Limits.UnappliedCommands, 1, 1_000_000, faults);
        CheckRange("limits.commands_per_second", options.Limits.CommandsPerSecond, 0.001, 1_000_000, faults);
        CheckRange("limits.stream_concurrency", options.Limits.StreamConcurrency, 1, 4096, faults);
        CheckRange("limits.connections", options.Limits.Connections, 16, 1_000_000, faults);
        CheckRange("timing.tick_ms", options.Timing.TickMs, 10, 10_000, faults);
        CheckRange("timing.seal_delay_ms", options.Timing.SealDelayMs, 0, 60_000, faults);
        if (options.Telemetry.Otlp.Length > 0 && !Uri.TryCreate(options.Telemetry.Otlp, UriKind.Absolute, out _))
            faults.Add($"telemetry.otlp: '{options.Telemetry.Otlp}' is no address. Write one like http://127.0.0.1:4317, or leave the key out.");
    }

    private static void CheckAccess(string section, AccessOptions access, List<string> faults)
    {
        if (access.Token.Length is > 0 and < TokenLengthMin)
            faults.Add($"{section}.token: has {access.Token.Length} characters, at least {TokenLengthMin} are needed. Take one from `openssl rand -hex 32`.");
        foreach (var fingerprint in access.Certificates.Where(text => text.Length != FingerprintLength || !text.All(char.IsAsciiHexDigit)))
            faults.Add($"{section}.certificates: '{fingerprint}' is no SHA-256 fingerprint. Write {FingerprintLength} hexadecimal digits without colons (openssl x509 -fingerprint -sha256).");
    }

    private static void CheckRange(string key, double value, double min, double max, List<string> faults)
    {
        if (!(value >= min && value <= max))
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{key}: {value} is not from {min} to {max}."));
    }

    private static void CheckListener(string key, string text, List<string> faults)
    {
        // IPEndPoint reads "::1" as an address without a port, and a bare address as port 0.
        if (!IPEndPoint.TryParse(text, out _) || !text.Contains(':', StringComparison.Ordinal))
            faults.Add($"{key}: '{text}' is no ADDRESS:PORT. Write for example 0.0.0.0:7400 or [::1]:7400.");
    }

    private static void CheckAddress(string key, string text, List<string> faults)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
            faults.Add($"{key}: '{text}' is no https address. Write for example https://node-1.example:7400.");
    }

    private static void RequireFile(string key, string path, string fix, List<string> faults)
    {
        if (path.Length == 0)
            faults.Add($"{key}: is missing; {fix}.");
        else if (!File.Exists(path))
            faults.Add($"{key}: '{path}' does not exist; {fix}.");
    }
}
