using System.CommandLine;

namespace Amaters.Ledger.Cli.Commands;

/// <summary><c>amaters delete</c>: turns a record into a tombstone.</summary>
internal static class DeleteCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var record = new RecordArguments();
        var command = new Command("delete", "Deletes a record. Its version lives on in a tombstone, and its history stays in the ledger.");
        record.AddTo(command, withVersion: true);
        return command.WithClient(connection, async session =>
            session.Answers.Write(await session.Client.DeleteAsync(record.Collection(session.Parsed), record.Key(session.Parsed), record.Version(session.Parsed), session.Wait, session.Cancellation).ConfigureAwait(false)));
    }
}
