using System.CommandLine;
using System.Text.Json.Nodes;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Protocol;

namespace Amaters.Ledger.Cli.Commands;

/// <summary><c>amaters keys</c>: make a key file, look at it, register its key with a ledger.</summary>
internal static class KeysCommand
{
    public static Command Create(ConnectionOptions connection) => new("keys", "Makes, shows and registers keys.") { New(connection), Show(connection), Register(connection) };

    private static Command New(ConnectionOptions connection) =>
        new Command("new", "Makes signing, decryption and tag keys and writes them to a passphrase-protected file. An existing file is never replaced.").WithAction(connection, (parsed, answers, _) =>
        {
            using var keys = ClientKeys.Generate();
            var path = connection.KeyPath(parsed);
            KeyFile.Create(path, keys, connection.Passphrase(parsed, confirm: true));
            answers.Write(new JsonObject { ["file"] = path, ["client"] = $"{keys.ClientId}" });
            return Task.FromResult(ExitCodes.Done);
        });

    private static Command Show(ConnectionOptions connection) =>
        new Command("show", "Shows the public part of a key file; needs no passphrase.").WithAction(connection, (parsed, answers, _) =>
        {
            var path = connection.KeyPath(parsed);
            if (!KeyFile.TryReadHeader(path, out var header, out var rejection))
                throw new UsageException($"{path}: {rejection}.");
            answers.Write(new JsonObject { ["file"] = path, ["client"] = $"{header.SigningKey.ClientId}", ["decryptionKeyId"] = $"{header.EncryptionKey.KeyId}" });
            return Task.FromResult(ExitCodes.Done);
        });

    private static Command Register(ConnectionOptions connection)
    {
        var label = new Option<string>("--label") { Description = "A name for people, 1 to 64 characters.", DefaultValueFactory = _ => Environment.UserName };
        return new Command("register", "Registers the signing key with the ledger.") { label }.WithClient(connection, async session =>
        {
            var result = await session.Client.RegisterAsync(session.Parsed.GetValue(label)!, session.Cancellation).ConfigureAwait(false);
            session.Answers.Write(new JsonObject { ["client"] = $"{session.Keys.ClientId}", ["result"] = $"{result}" });
            return result == ResultCode.Ok ? ExitCodes.Done : ExitCodes.Refused;
        });
    }
}
