using System.CommandLine;
using Amaters.Verifier.Cli.Inputs;
using Amaters.Verifier.Promises;

namespace Amaters.Verifier.Cli;

/// <summary><c>amaters-verify promise</c>: did the node that took this command in keep its word?</summary>
internal static class PromiseCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The promise, as the client kept it." };
        var bundle = new Option<FileInfo>("--bundle") { Description = "A bundle of the ledger's history.", Required = true, HelpName = "FILE" };
        var exportedAt = new Option<DateTimeOffset?>("--exported-at") { Description = "When you exported the bundle; without it no command counts as overdue.", HelpName = "TIME" };
        var ledger = LedgerIdOption.Create();
        var json = new Option<bool>("--json") { Description = "Answer in JSON." };
        var command = new Command("promise", "Judges by a bundle whether a node kept its promise to bring a command into the ledger. Exit code 2 also when it is not due yet.") { file, bundle, exportedAt, ledger, json };
        command.SetAction(parsed =>
        {
            var report = new Report(parsed.GetValue(json));
            try
            {
                var promise = InputFile.Read(parsed.GetValue(file)!, PromiseJudge.EncodedByteCountMax);
                using var stream = parsed.GetValue(bundle)!.OpenRead();
                return Tell(report, PromiseJudge.Judge(promise, stream, parsed.GetValue(ledger), parsed.GetValue(exportedAt)));
            }
            catch (UnreadableInputException exception)
            {
                return report.Unreadable(exception.Message);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                return report.Unreadable(problem.Message);
            }
        });
        return command;
    }

    private static int Tell(Report report, PromiseReport judged)
    {
        if (judged.Promise is { } promise)
        {
            report.Add("ledgerId", "ledger", $"{promise.LedgerId}");
            report.Add("digest", "digest", $"{promise.CommandDigest}");
            report.Add("client", "client", $"{promise.Client}");
            report.Add("sequence", "command", promise.Sequence);
        }

        if (judged.Signer.Length > 0)
            report.Add("signer", "promised by", judged.Signer);
        report.Add("promise", "promise", $"{judged.Verdict}");
        switch (judged.Verdict)
        {
            case PromiseVerdict.Kept:
                report.Add("batch", "batch", judged.BatchNumber);
                return report.Accepted();
            case PromiseVerdict.NotDue:
                return report.Undecided(judged.Detail);
            default:
                return report.Rejected($"{judged.Verdict}: {judged.Detail}");
        }
    }
}
