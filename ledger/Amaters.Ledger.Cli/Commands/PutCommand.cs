using System.CommandLine;
using System.Text;

namespace Amaters.Ledger.Cli.Commands;

/// <summary><c>amaters put</c>: writes a record.</summary>
internal static class PutCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var record = new RecordArguments();
        var command = new Command("put", "Encrypts a value and writes it to a record, new or owned.");
        record.AddTo(command, withVersion: true);
        var value = new Argument<string>("VALUE") { Description = "The value; '-' reads it from standard input." };
        command.Arguments.Add(value);
        return command.WithClient(connection, async session =>
        {
            var text = session.Parsed.GetValue(value)!;
            var bytes = text == "-" ? await ReadStandardInputAsync(session.Cancellation).ConfigureAwait(false) : Encoding.UTF8.GetBytes(text);
            var response = await session.Client.PutAsync(record.Collection(session.Parsed), record.Key(session.Parsed), bytes, record.Version(session.Parsed), session.Wait, session.Cancellation).ConfigureAwait(false);
            return session.Answers.Write(response);
        });
    }

    private static async Task<byte[]> ReadStandardInputAsync(CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        await using var input = Console.OpenStandardInput();
        await input.CopyToAsync(buffer, cancellation).ConfigureAwait(false);
        return buffer.ToArray();
    }
}
