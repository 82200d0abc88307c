using System.CommandLine;
using System.Text.Json.Nodes;
using BatchHeader = Amaters.Circuits.Statements.BatchHeader;

namespace Amaters.Ledger.Cli.Commands;

/// <summary><c>amaters watch</c>: a line for each batch as it is applied.</summary>
internal static class WatchCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var from = new Option<ulong>("--from") { Description = "First batch; the next one when not given.", HelpName = "BATCH" };
        return new Command("watch", "Prints applied batches until interrupted.") { from }.WithObserver(connection, async session =>
        {
            await foreach (var batch in session.Client.WatchAsync(session.Parsed.GetValue(from), session.Cancellation).ConfigureAwait(false))
            {
                if (!BatchHeader.TryDecode(batch.Header.Span, out var header, out _))
                    continue;
                var line = new JsonObject
                {
                    ["batch"] = header.Range.BatchNumber,
                    ["commands"] = header.Range.Count,
                    ["stateRoot"] = $"{header.NewRoot}",
                    ["secondsToProof"] = (batch.ProvenTimeMs - batch.SealedTimeMs) / 1000.0,
                    ["worker"] = batch.Worker,
                };
                Console.WriteLine(session.Answers.AsJson ? line.ToJsonString() : $"batch {line["batch"]}: {line["commands"]} commands, proven after {line["secondsToProof"]} s by {line["worker"]}, root {line["stateRoot"]}");
            }

            return ExitCodes.Done;
        });
    }
}
