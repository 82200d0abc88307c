using System.CommandLine;
using Amaters.Circuits.Fields;

namespace Amaters.Ledger.Cli.Commands;

/// <summary><c>amaters transfer</c>: hands a record to another client.</summary>
internal static class TransferCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var record = new RecordArguments();
        var command = new Command("transfer", "Hands a record to another client. The payload stays sealed to whom it was sealed to: to let the new owner read it, seal it to a group's key first.");
        record.AddTo(command, withVersion: true);
        var owner = new Argument<string>("CLIENT") { Description = "The new owner's client id ('amaters keys show')." };
        command.Arguments.Add(owner);
        return command.WithClient(connection, async session =>
        {
            if (!Fr.TryParse(session.Parsed.GetValue(owner), out var newOwner))
                throw new UsageException($"CLIENT: '{session.Parsed.GetValue(owner)}' is no client id; give 0x and 64 hexadecimal digits.");
            return session.Answers.Write(await session.Client.TransferAsync(record.Collection(session.Parsed), record.Key(session.Parsed), newOwner, record.Version(session.Parsed), session.Wait, session.Cancellation).ConfigureAwait(false));
        });
    }
}
