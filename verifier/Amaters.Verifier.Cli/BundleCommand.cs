using System.CommandLine;
using Amaters.Verifier.Bundles;
using Spectre.Console;

namespace Amaters.Verifier.Cli;

/// <summary><c>amaters-verify bundle</c>: does this file hold a history that followed the ledger's rules from its start to its end?</summary>
internal static class BundleCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The bundle." };
        var ledger = LedgerIdOption.Create();
        var replay = new Option<bool>("--replay") { Description = "Execute every command again natively: catches even a proof forged by whoever ran the set-up. Needs a bundle from genesis." };
        var production = new Option<bool>("--production") { Description = "Refuse a ledger whose key is from a development set-up." };
        var json = new Option<bool>("--json") { Description = "Answer in JSON, without a progress bar." };
        var command = new Command("bundle", "Replays headers, checks commands and signatures, and verifies all proofs of a bundle.") { file, ledger, replay, production, json };
        command.SetAction(parsed =>
        {
            var report = new Report(parsed.GetValue(json));
            try
            {
                using var stream = parsed.GetValue(file)!.OpenRead();
                var options = new BundleAuditOptions { LedgerId = parsed.GetValue(ledger), Replay = parsed.GetValue(replay) };
                var audit = parsed.GetValue(json) ? BundleAuditor.Audit(stream, options) : AuditWithProgress(stream, options);
                return Tell(report, audit, parsed.GetValue(production));
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                return report.Unreadable(problem.Message);
            }
        });
        return command;
    }

    private static BundleReport AuditWithProgress(FileStream stream, BundleAuditOptions options) =>
        AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).Start(context =>
        {
            var task = context.AddTask("auditing", maxValue: Math.Max(1, stream.Length));
            var progress = new FileProgress(stream, task);
            var audit = BundleAuditor.Audit(stream, options with { Progress = progress });
            task.Value = task.MaxValue;
            return audit;
        });

    private static int Tell(Report report, BundleReport audit, bool production)
    {
        if (audit.Genesis is { } genesis)
        {
            report.Add("ledgerId", "ledger", $"{genesis.LedgerId}");
            report.Add("name", "name", genesis.Facts.Name);
            report.Add("developmentKey", "development key", genesis.Facts.IsDevelopmentKey);
        }

        report.Add("firstBatch", "first batch", audit.FirstBatch);
        report.Add("batches", "batches checked", audit.BatchCount);
        report.Add("commands", "commands checked", audit.CommandCount);
        if (!audit.IsAccepted)
        {
            report.Add("badBatch", "first bad batch", audit.BadBatch);
            report.Add("fault", "fault", $"{audit.Fault}");
            return report.Rejected(audit.BadBatch == 0 ? audit.Detail : $"batch {audit.BadBatch}: {audit.Detail}");
        }

        report.Add("stateRoot", "state root", $"{audit.StateRoot}");
        report.Add("lastHeader", "last header", $"{audit.LastHeader}");
        report.Add("checkpointSigners", "signed by", string.Join(", ", audit.CheckpointSigners));
        report.Add("replayed", "executed again", audit.WasReplayed);
        report.Add("proved", "shown", "every command validly signed, every outcome and state root proven, no gap from the start to the last batch");
        report.Add("notProved", "not shown", "that this is the newest batch, or that nobody was shown another history: compare checkpoints with others");
        return production && audit.Genesis!.Facts.IsDevelopmentKey
            ? report.Rejected("DevelopmentKey: whoever ran the set-up could have forged proofs")
            : report.Accepted();
    }

    /// <summary>Shows how much of the file is read each time a group of batches is verified.</summary>
    private sealed class FileProgress(FileStream stream, ProgressTask task) : IProgress<ulong>
    {
        public void Report(ulong value) => task.Value = stream.Position;
    }
}
