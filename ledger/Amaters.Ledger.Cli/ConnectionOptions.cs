using System.CommandLine;
using Amaters.Circuits.Fields;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Protocol;

namespace Amaters.Ledger.Cli;

/// <summary>The options that every command shares: which ledger, which nodes, whose keys. Each may come from the environment.</summary>
internal sealed class ConnectionOptions
{
    private readonly Option<string[]> _nodes = new("--node") { Description = "Address of a node, https://HOST:PORT; may be given several times. Environment: AMATERS_NODES, separated by commas.", HelpName = "URL", Recursive = true };
    private readonly Option<string?> _ledger = new("--ledger") { Description = "Id of the ledger, as its operators published it. Environment: AMATERS_LEDGER.", HelpName = "ID", Recursive = true };
    private readonly Option<string?> _keys = new("--keys") { Description = "Key file. Environment: AMATERS_KEYS.", HelpName = "FILE", Recursive = true };
    private readonly Option<string?> _passphraseFile = new("--passphrase-file") { Description = "File whose first line is the key file's passphrase. Environment: AMATERS_PASSPHRASE holds the passphrase itself. Otherwise it is asked for.", HelpName = "FILE", Recursive = true };
    private readonly Option<string?> _authority = new("--ca") { Description = "PEM file of the authority that signed the nodes' certificates. Environment: AMATERS_CA.", HelpName = "FILE", Recursive = true };
    private readonly Option<string?> _pin = new("--pin") { Description = "File that remembers the newest batch seen, so that no node can show an older ledger. Environment: AMATERS_PIN.", HelpName = "FILE", Recursive = true };
    private readonly Option<WaitStage> _wait = new("--wait") { Description = "How far a command must come before the answer: committed, proven or applied.", DefaultValueFactory = _ => WaitStage.Applied, Recursive = true };
    private readonly Option<bool> _json = new("--json") { Description = "Answer in JSON, one object a line.", Recursive = true };

    public void AddTo(RootCommand root)
    {
        foreach (var option in new Option[] { _nodes, _ledger, _keys, _passphraseFile, _authority, _pin, _wait, _json })
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
            return File.ReadLines(file).FirstOrDefault() ?? throw new UsageException($"{file}: is empty.");
        if (Environment.GetEnvironmentVariable("AMATERS_PASSPHRASE") is { Length: > 0 } passphrase)
            return passphrase;
        if (Console.IsInputRedirected)
            throw new UsageException("No terminal to ask for the passphrase: give --passphrase-file or AMATERS_PASSPHRASE.");
        return PassphrasePrompt.Ask(confirm);
    }

    public Task<LedgerClient> ConnectAsync(ParseResult parsed, ClientKeys keys, CancellationToken cancellation)
    {
        var nodes = parsed.GetValue(_nodes) is { Length: > 0 } given ? given : Environment.GetEnvironmentVariable("AMATERS_NODES")?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (nodes.Length == 0)
            throw new UsageException("--node: name at least one node, for example https://127.0.0.1:7443.");
        var options = new LedgerClientOptions { Nodes = [.. nodes.Select(ToUri)], LedgerId = LedgerId(parsed), PinPath = Value(parsed, _pin, "AMATERS_PIN") };
        if (Value(parsed, _authority, "AMATERS_CA") is { } authority)
            options.Authorities.ImportFromPemFile(authority);
        return LedgerClient.ConnectAsync(options, keys, cancellation);
    }

    private Fr? LedgerId(ParseResult parsed) => Value(parsed, _ledger, "AMATERS_LEDGER") switch
    {
        null => null,
        var text when Fr.TryParse(text, out var ledgerId) => ledgerId,
        var text => throw new UsageException($"--ledger: '{text}' is no ledger id; give 0x and 64 hexadecimal digits."),
    };

    private static string? Value(ParseResult parsed, Option<string?> option, string variable) =>
        parsed.GetValue(option) ?? (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null);

    private static Uri ToUri(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps ? uri : throw new UsageException($"--node: '{text}' is no https address.");
}
