using System.CommandLine;
using System.Text.Json.Nodes;
using Amaters.Circuits.Fields;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Protocol;

namespace Amaters.Ledger.Cli.Commands;

/// <summary><c>amaters keys standing | rotate | expire | revoke</c>: a registered key's further life.</summary>
internal static class KeyLifeCommands
{
    public static Command Standing(ConnectionOptions connection)
    {
        var client = Client();
        return new Command("standing", "Shows what the ledger's registry says of a key.") { client }.WithClient(connection, async session =>
        {
            var id = ClientOf(session, client);
            var key = await session.Client.GetKeyAsync(id, session.Cancellation).ConfigureAwait(false);
            session.Answers.Write(new JsonObject
            {
                ["client"] = $"{id}",
                ["state"] = $"{key.State}",
                ["label"] = key.Label,
                ["expiresAtSequence"] = key.ExpiresAtSequence,
                ["successor"] = Fr.TryDecode(key.SuccessorClientId.Span, out var successor) ? $"{successor}" : null,
            });
            return key.State == GetKeyResponse.Types.State.Unknown ? ExitCodes.Refused : ExitCodes.Done;
        });
    }

    public static Command Rotate(ConnectionOptions connection)
    {
        var file = new Argument<FileInfo>("NEW-FILE") { Description = "New key file, under the passphrase of the old one." };
        return new Command("rotate", "Replaces the signing key. The new file opens all records; the old key may then only transfer records to the new one.") { file }.WithClient(connection, async session =>
        {
            using var successor = session.Keys.WithFreshSigningKey();
            var path = session.Parsed.GetValue(file)!.FullName;
            // On disk before the ledger hears of it: a rotation to a lost key could not be taken back.
            KeyFile.Create(path, successor, connection.Passphrase(session.Parsed, confirm: false));
            var result = await session.Client.RotateAsync(successor, session.Cancellation).ConfigureAwait(false);
            session.Answers.Write(new JsonObject { ["file"] = path, ["client"] = $"{successor.ClientId}", ["replaces"] = $"{session.Keys.ClientId}", ["result"] = $"{result}" });
            return result == ResultCode.Ok ? ExitCodes.Done : ExitCodes.Refused;
        });
    }

    public static Command Expire(ConnectionOptions connection)
    {
        var (client, at) = (Client(), new Option<ulong>("--at-sequence") { Description = "First sequence number that the key may no longer sign for. It can be brought forward later, never put off.", Required = true, HelpName = "N" });
        return new Command("expire", "Ends a key for every command from a sequence number on.") { client, at }.WithClient(connection, async session =>
        {
            var id = ClientOf(session, client);
            return Report(session, id, await session.Client.ExpireAsync(id, session.Parsed.GetValue(at), session.Cancellation).ConfigureAwait(false));
        });
    }

    public static Command Revoke(ConnectionOptions connection)
    {
        var client = Client();
        return new Command("revoke", "Ends a key at once and for good: one's own, or another's with a registrar's keys.") { client }.WithClient(connection, async session =>
        {
            var id = ClientOf(session, client);
            return Report(session, id, await session.Client.RevokeAsync(id, session.Cancellation).ConfigureAwait(false));
        });
    }

    private static Option<string?> Client() => new("--client") { Description = "Whose key; one's own when not given.", HelpName = "CLIENT" };

    private static Fr ClientOf(Session session, Option<string?> client) => session.Parsed.GetValue(client) switch
    {
        null => session.Keys.ClientId,
        var text when Fr.TryParse(text, out var id) => id,
        var text => throw new UsageException($"--client: '{text}' is no client id; give 0x and 64 hexadecimal digits."),
    };

    private static int Report(Session session, Fr client, ResultCode result)
    {
        session.Answers.Write(new JsonObject { ["client"] = $"{client}", ["result"] = $"{result}" });
        return result == ResultCode.Ok ? ExitCodes.Done : ExitCodes.Refused;
    }
}
