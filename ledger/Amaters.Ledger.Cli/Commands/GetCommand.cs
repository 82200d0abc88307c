using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;

namespace Amaters.Ledger.Cli.Commands;

/// <summary><c>amaters get</c>: reads a record, verified against a proven root.</summary>
internal static class GetCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var record = new RecordArguments();
        var command = new Command("get", "Reads a record: verifies its proof, its path and its payload, and decrypts it.");
        record.AddTo(command);
        return command.WithClient(connection, async session =>
        {
            var opened = await session.Client.GetAsync(record.Collection(session.Parsed), record.Key(session.Parsed), session.Cancellation).ConfigureAwait(false);
            if (opened.Content is not { } content)
            {
                Console.Error.WriteLine(opened.Record is null ? "There is no such record (its absence is proven)." : $"The record was deleted; its tombstone has version {opened.Record.Version}.");
                return ExitCodes.Refused;
            }

            if (opened.Record!.Owner != session.Keys.ClientId)
                Console.Error.WriteLine($"Note: the record belongs to client {opened.Record.Owner}, not to you.");
            session.Answers.Write(new JsonObject { ["value"] = Encoding.UTF8.GetString(content.Value), ["version"] = opened.Record.Version, ["owner"] = $"{opened.Record.Owner}" });
            return ExitCodes.Done;
        });
    }
}
