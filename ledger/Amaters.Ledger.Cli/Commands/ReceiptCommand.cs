using System.CommandLine;
using System.Text.Json.Nodes;

namespace Amaters.Ledger.Cli.Commands;

/// <summary><c>amaters receipt</c>: fetches the file that proves one command's outcome offline.</summary>
internal static class ReceiptCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var sequence = new Argument<ulong>("SEQUENCE") { Description = "The command's sequence number." };
        var output = new Option<FileInfo?>("--output") { Description = "Where to write it; receipt-SEQUENCE.bin when not given.", HelpName = "FILE" };
        return new Command("receipt", "Fetches and checks a command's receipt; 'amaters-verify receipt' checks it again without any ledger.") { sequence, output }.WithObserver(connection, async session =>
        {
            var number = session.Parsed.GetValue(sequence);
            var path = session.Parsed.GetValue(output)?.FullName ?? $"receipt-{number}.bin";
            var receipt = await session.Client.GetReceiptAsync(number, session.Cancellation).ConfigureAwait(false);
            await File.WriteAllBytesAsync(path, receipt, session.Cancellation).ConfigureAwait(false);
            session.Answers.Write(new JsonObject { ["file"] = path, ["bytes"] = receipt.Length });
            return ExitCodes.Done;
        });
    }
}
