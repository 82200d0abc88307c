using System.CommandLine;
using System.Text.Json.Nodes;

namespace Amaters.Ledger.Cli.Commands;

/// <summary><c>amaters status</c>: how far the ledger has come.</summary>
internal static class StatusCommand
{
    public static Command Create(ConnectionOptions connection) =>
        new Command("status", "Shows the ledger's id and its three watermarks.").WithObserver(connection, async session =>
        {
            var watermarks = await session.Client.GetWatermarksAsync(session.Cancellation).ConfigureAwait(false);
            session.Answers.Write(new JsonObject
            {
                ["ledger"] = $"{session.Client.Genesis.LedgerId}",
                ["name"] = session.Client.Genesis.Facts.Name,
                ["developmentKey"] = session.Client.Genesis.Facts.IsDevelopmentKey,
                ["committed"] = watermarks.Committed,
                ["proven"] = watermarks.Proven,
                ["applied"] = watermarks.Applied,
                ["sealedBatch"] = watermarks.SealedBatch,
                ["appliedBatch"] = watermarks.AppliedBatch,
            });
            return ExitCodes.Done;
        });
}
