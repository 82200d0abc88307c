using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Amaters.Ledger.Client.Importing;
using Amaters.Ledger.Protocol;
using Spectre.Console;

namespace Amaters.Ledger.Cli.Commands;

/// <summary><c>amaters import</c>: a CSV file becomes records, one a row.</summary>
internal static class ImportCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV with a header row, UTF-8." };
        var key = new Option<string>("--key") { Description = "The column whose value is the record's key.", Required = true, HelpName = "COLUMN" };
        var collection = new Option<string?>("--collection") { Description = "Name of the collection; the file's name when not given.", HelpName = "NAME" };
        return new Command("import", "Writes each row as a record: encrypted here, in parallel, and safe to run again.") { file, key, collection }.WithClient(connection, async session =>
        {
            var source = session.Parsed.GetValue(file)!;
            using var reader = new StreamReader(source.FullName, Encoding.UTF8);
            var rows = CsvRecords.Read(reader, session.Parsed.GetValue(key)!).ToList();
            var import = new RecordImport(session.Client, session.Parsed.GetValue(collection) ?? Path.GetFileNameWithoutExtension(source.Name));
            var summary = session.Answers.AsJson || !AnsiConsole.Profile.Capabilities.Interactive
                ? await import.RunAsync(rows, session.Wait, progress: null, session.Cancellation).ConfigureAwait(false)
                : await WithProgressBarAsync(import, rows, session).ConfigureAwait(false);
            session.Answers.Write(new JsonObject { ["rows"] = rows.Count, ["written"] = summary.WrittenCount, ["unchanged"] = summary.UnchangedCount, ["refused"] = summary.Refusals.Count });
            foreach (var (recordKey, result) in summary.Refusals.Take(20))
                Console.Error.WriteLine($"{recordKey}: {result}");
            return summary.Refusals.Count == 0 ? ExitCodes.Done : ExitCodes.Refused;
        });
    }

    private static Task<ImportSummary> WithProgressBarAsync(RecordImport import, List<CsvRecord> rows, Session session) =>
        AnsiConsole.Progress().StartAsync(async context =>
        {
            var task = context.AddTask($"importing, {(session.Wait == WaitStage.Committed ? "committed" : "applied")}", maxValue: Math.Max(1, rows.Count));
            return await import.RunAsync(rows, session.Wait, new Progress<int>(count => task.Value = count), session.Cancellation).ConfigureAwait(false);
        });
}
