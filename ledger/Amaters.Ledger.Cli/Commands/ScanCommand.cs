using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;

namespace Amaters.Ledger.Cli.Commands;

/// <summary><c>amaters scan</c>: lists a collection.</summary>
internal static class ScanCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var collection = new Argument<string>("COLLECTION") { Description = "Name of the collection." };
        var limit = new Option<int>("--limit") { Description = "Most records shown.", DefaultValueFactory = _ => int.MaxValue };
        return new Command("scan", "Lists the live records of a collection, each verified and decrypted.") { collection, limit }.WithClient(connection, async session =>
        {
            var rows = new List<IReadOnlyList<JsonNode?>>();
            await foreach (var opened in session.Client.ScanAsync(session.Parsed.GetValue(collection)!, session.Cancellation).ConfigureAwait(false))
            {
                if (rows.Count == session.Parsed.GetValue(limit))
                    break;
                if (opened.Content is { } content)
                    rows.Add([Encoding.UTF8.GetString(content.Key), opened.Record!.Version, Encoding.UTF8.GetString(content.Value)]);
            }

            session.Answers.Write(["key", "version", "value"], rows);
            return ExitCodes.Done;
        });
    }
}
