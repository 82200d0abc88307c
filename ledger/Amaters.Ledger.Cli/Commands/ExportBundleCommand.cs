using System.CommandLine;
using System.Text.Json.Nodes;

namespace Amaters.Ledger.Cli.Commands;

/// <summary><c>amaters export-bundle</c>: the file that auditors check offline.</summary>
internal static class ExportBundleCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Where to write the bundle." };
        var from = new Option<ulong>("--from") { Description = "First batch; 1, the whole history, when not given.", DefaultValueFactory = _ => 1, HelpName = "BATCH" };
        var to = new Option<ulong>("--to") { Description = "Last batch; the newest when not given.", HelpName = "BATCH" };
        return new Command("export-bundle", "Writes headers, proofs, commands and signatures to one file; check it with 'amaters-verify bundle'.") { file, from, to }.WithObserver(connection, async session =>
        {
            var path = session.Parsed.GetValue(file)!.FullName;
            // Under another name until it is whole: half a bundle must not look like one.
            var unfinished = $"{path}.part";
            long byteCount;
            try
            {
                await using var stream = File.Create(unfinished);
                await session.Client.ExportBundleAsync(session.Parsed.GetValue(from), session.Parsed.GetValue(to), stream, progress: null, session.Cancellation).ConfigureAwait(false);
                byteCount = stream.Length;
            }
            catch
            {
                File.Delete(unfinished);
                throw;
            }

            File.Move(unfinished, path, overwrite: true);
            session.Answers.Write(new JsonObject { ["file"] = path, ["bytes"] = byteCount });
            return ExitCodes.Done;
        });
    }
}
