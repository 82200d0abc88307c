using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using Amaters.Circuits.Fields;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Protocol;

namespace Amaters.Ledger.Cli;

/// <summary>The options that every command shares: which ledger, which nodes, whose keys. Each may come from the environment.</summary>
internal sealed class ConnectionOptions
{
    private const int TimeoutSecondsMax = 86_400;

    private readonly Option<string[]> _nodes = new("--node") { Description = "Address of a node, https://HOST:PORT; may be given several times. Environment: AMATERS_NODES, separated by commas.", HelpName = "URL", Recursive = true };
    private readonly Option<string?> _ledger = new("--ledger") { Description = "Id of the ledger, as its operators published it. Environment: AMATERS_LEDGER.", HelpName = "ID", Recursive = true };
    private readonly Option<string?> _keys = new("--keys") { Description = "Key file. Environment: AMATERS_KEYS.", HelpName = "FILE", Recursive = true };
    private readonly Option<string?> _passphraseFile = new("--passphrase-file") { Description = "File whose first line is the key file's passphrase. Environment: AMATERS_PASSPHRASE holds the passphrase itself. Otherwise it is asked for.", HelpName = "FILE", Recursive = true };
    private readonly Option<string?> _authority = new("--ca") { Description = "PEM file of the authority that signed the nodes' certificates. Environment: AMATERS_CA.", HelpName = "FILE", Recursive = true };
    private readonly Option<string?> _pin = new("--pin") { Description = "File that remembers the newest batch seen, so that no node can show an older ledger. Environment: AMATERS_PIN.", HelpName = "FILE", Recursive = true };
    private readonly Option<string?> _promises = new("--promises") { Description = "Folder where the nodes' signed promises for commands are kept, for 'amaters-verify promise'. Environment: AMATERS_PROMISES.", HelpName = "FOLDER", Recursive = true };
    private readonly Option<string?> _adminTokenFile = new("--admin-token-file") { Description = "File whose first line is the nodes' admin token, for 'amaters admin'. Environment: AMATERS_ADMIN_TOKEN holds the token itself.", HelpName = "FILE", Recursive = true };
    private readonly Option<string?> _certificate = new("--client-certificate") { Description = "PEM file with a certificate and its private key, shown to the nodes. Environment: AMATERS_CLIENT_CERTIFICATE.", HelpName = "FILE", Recursive = true };
    private readonly Option<WaitStage> _wait = new("--wait") { Description = "How far a command must come before the answer: committed, proven or applied.", DefaultValueFactory = _ => WaitStage.Applied, Recursive = true };
    private readonly Option<int> _timeout = new("--timeout") { Description = "How long to try, in seconds, all nodes and repetitions included.", DefaultValueFactory = _ => 120, HelpName = "SECONDS", Recursive = true };
    private readonly Option<bool> _json = new("--json") { Description = "Answer in JSON, one object a line.", Recursive = true };

    public void AddTo(RootCommand root)
    {
        foreach (var option in new Option[] { _nodes, _ledger, _keys, _passphraseFile, _authority, _pin, _promises, _adminTokenFile, _certificate, _wait, _timeout, _json })
            root.Options.Add(option);
    }

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    public WaitStage Wait(ParseResult parsed) => parsed.GetValue(_wait);

    public string KeyPath(ParseResult parsed) => Value(parsed, _keys, "AMATERS_KEYS") ?? throw new UsageException("--keys: name a key file; 'amaters keys new' makes one.");

    public ClientKeys OpenKeys(ParseResult parsed)
    {
        var path = KeyPath(parsed);
        return KeyFile.TryOpen(path, Passphrase(parsed, confirm: false), out var keys, out var rejection)
            ? keys
            : throw new UsageException($"{path}: {rejection}.");
    }

    public string Passphrase(ParseResult parsed, bool confirm)
    {
        if (parsed.GetValue(_passphraseFile) is { } file)
            return FirstLine(file);
        if (Environment.GetEnvironmentVariable("AMATERS_PASSPHRASE") is { Length: > 0 } passphrase)
            return passphrase;
        if (Console.IsInputRedirected)
            throw new UsageException("No terminal to ask for the passphrase: give --passphrase-file or AMATERS_PASSPHRASE.");
        return PassphrasePrompt.Ask(confirm);
    }

    public Task<LedgerClient> ConnectAsync(ParseResult parsed, ClientKeys keys, CancellationToken cancellation) => LedgerClient.ConnectAsync(Client(parsed), keys, cancellation);

    public LedgerAdmin Administer(ParseResult parsed) => new(Client(parsed));

    private LedgerClientOptions Client(ParseResult parsed)
    {
        var nodes = parsed.GetValue(_nodes) is { Length: > 0 } given ? given : Environment.GetEnvironmentVariable("AMATERS_NODES")?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (nodes.Length == 0)
            throw new UsageException("--node: name at least one node, for example https://127.0.0.1:7410.");
        var timeout = parsed.GetValue(_timeout);
        if (timeout is < 1 or > TimeoutSecondsMax)
            throw new UsageException($"--timeout: {timeout} is not from 1 to {TimeoutSecondsMax} seconds.");
        var options = new LedgerClientOptions
        {
            Nodes = [.. nodes.Select(ToUri)],
            LedgerId = LedgerId(parsed),
            PinPath = Value(parsed, _pin, "AMATERS_PIN"),
            PromiseFolder = Value(parsed, _promises, "AMATERS_PROMISES"),
            AdminToken = AdminToken(parsed),
            Deadline = TimeSpan.FromSeconds(timeout),
            ClientCertificate = Value(parsed, _certificate, "AMATERS_CLIENT_CERTIFICATE") is { } certificate ? X509Certificate2.CreateFromPemFile(certificate) : null,
        };
        if (Value(parsed, _authority, "AMATERS_CA") is { } authority)
            options.Authorities.ImportFromPemFile(authority);
        return options;
    }

    private string? AdminToken(ParseResult parsed)
    {
        if (parsed.GetValue(_adminTokenFile) is { } file)
            return FirstLine(file);
        return Environment.GetEnvironmentVariable("AMATERS_ADMIN_TOKEN") is { Length: > 0 } token ? token : null;
    }

    private Fr? LedgerId(ParseResult parsed) => Value(parsed, _ledger, "AMATERS_LEDGER") switch
    {
        null => null,
        var text when Fr.TryParse(text, out var ledgerId) => ledgerId,
        var text => throw new UsageException($"--ledger: '{text}' is no ledger id; give 0x and 64 hexadecimal digits."),
    };

    private static string? Value(ParseResult parsed, Option<string?> option, string variable) =>
        parsed.GetValue(option) ?? (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null);

    private static string FirstLine(string file) => File.ReadLines(file).FirstOrDefault() ?? throw new UsageException($"{file}: is empty.");

    private static Uri ToUri(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps ? uri : throw new UsageException($"--node: '{text}' is no https address; write for example https://127.0.0.1:7410.");
}
