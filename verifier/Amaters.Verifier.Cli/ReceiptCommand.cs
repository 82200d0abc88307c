using System.CommandLine;
using Amaters.Verifier.Cli.Inputs;
using Amaters.Verifier.Receipts;

namespace Amaters.Verifier.Cli;

/// <summary><c>amaters-verify receipt</c>: is this command part of the proven history, and did it take effect?</summary>
internal static class ReceiptCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The receipt." };
        var ledger = LedgerIdOption.Create();
        var json = new Option<bool>("--json") { Description = "Answer in JSON." };
        var command = new Command("receipt", "Checks one command's receipt.") { file, ledger, json };
        command.SetAction(parsed =>
        {
            var report = new Report(parsed.GetValue(json));
            try
            {
                var receipt = Receipt.Check(InputFile.Read(parsed.GetValue(file)!, Receipt.EncodedByteCountMax), parsed.GetValue(ledger));
                return Tell(report, receipt);
            }
            catch (UnreadableInputException exception)
            {
                return report.Unreadable(exception.Message);
            }
        });
        return command;
    }

    private static int Tell(Report report, ReceiptReport receipt)
    {
        if (receipt.Genesis is { } genesis)
        {
            report.Add("ledgerId", "ledger", $"{genesis.LedgerId}");
            report.Add("name", "name", genesis.Facts.Name);
            report.Add("developmentKey", "development key", genesis.Facts.IsDevelopmentKey);
        }

        if (receipt.Evidence is { } evidence)
        {
            report.Add("sequence", "command", evidence.Sequence);
            report.Add("digest", "digest", $"{evidence.Command.Digest}");
            report.Add("client", "client", $"{evidence.Command.Client}");
            report.Add("operation", "operation", $"{evidence.Command.Command.Operation}".ToUpperInvariant());
            report.Add("batch", "batch", evidence.Header.Range.BatchNumber);
            report.Add("tookEffect", "took effect", evidence.TookEffect);
        }

        if (!receipt.IsAccepted)
            return report.Rejected($"{receipt.Fault}: {receipt.Detail}");
        report.Add("checkpointSigners", "signed by", string.Join(", ", receipt.CheckpointSigners));
        return report.Accepted();
    }
}
