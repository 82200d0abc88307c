using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using SignedCommand = Amaters.Circuits.Statements.SignedCommand;

namespace Amaters.Ledger.Cli.Commands;

/// <summary><c>amaters history</c>: what happened to a record.</summary>
internal static class HistoryCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var record = new RecordArguments();
        var command = new Command("history", "Lists the applied changes of a record, oldest first.");
        record.AddTo(command);
        return command.WithClient(connection, async session =>
        {
            var rows = new List<IReadOnlyList<JsonNode?>>();
            await foreach (var item in session.Client.HistoryAsync(record.Collection(session.Parsed), record.Key(session.Parsed), session.Cancellation).ConfigureAwait(false))
            {
                var operation = SignedCommand.TryDecode(item.SignedCommand.Span, out var command, out _) ? $"{command.Command.Operation}".ToUpperInvariant() : "?";
                var time = DateTimeOffset.FromUnixTimeMilliseconds(item.LeaderTimeMs).ToString("u", CultureInfo.InvariantCulture);
                rows.Add([item.Version, operation, time, item.Sequence, item.BatchNumber]);
            }

            session.Answers.Write(["version", "operation", "time", "sequence", "batch"], rows);
            return ExitCodes.Done;
        });
    }
}
