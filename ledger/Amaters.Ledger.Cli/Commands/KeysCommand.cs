using System.CommandLine;
using System.Text.Json.Nodes;
using Amaters.Ledger.Client.Keys;

namespace Amaters.Ledger.Cli.Commands;

/// <summary><c>amaters keys</c>: make a key file, look at it, and have the ledger admit, replace or end its key.</summary>
internal static class KeysCommand
{
    public static Command Create(ConnectionOptions connection) => new("keys", "Makes key files, and registers, replaces and ends keys.")
    {
        New(connection),
        Show(connection),
        RegistrationCommands.Register(connection),
        RegistrationCommands.Request(connection),
        RegistrationCommands.Approve(connection),
        KeyLifeCommands.Standing(connection),
        KeyLifeCommands.Rotate(connection),
        KeyLifeCommands.Expire(connection),
        KeyLifeCommands.Revoke(connection),
    };

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
            var publicKey = new byte[Circuits.Signatures.SchnorrPublicKey.EncodedByteCount];
            header.SigningKey.Encode(publicKey);
            answers.Write(new JsonObject
            {
                ["file"] = path,
                ["client"] = $"{header.SigningKey.ClientId}",
                ["publicKey"] = Convert.ToHexStringLower(publicKey),
                ["decryptionKeyId"] = $"{header.EncryptionKey.KeyId}",
            });
            return Task.FromResult(ExitCodes.Done);
        });
}
