using System.CommandLine;
using System.Text.Json.Nodes;
using Amaters.Ledger.Protocol;
using Google.Protobuf;

namespace Amaters.Ledger.Cli.Commands;

/// <summary><c>amaters keys register | request | approve</c>: how a key is admitted.</summary>
internal static class RegistrationCommands
{
    public static Command Register(ConnectionOptions connection)
    {
        var label = Label();
        return new Command("register", "Registers the signing key with a ledger that is open to everyone.") { label }.WithClient(connection, async session =>
        {
            var result = await session.Client.RegisterAsync(session.Parsed.GetValue(label)!, session.Cancellation).ConfigureAwait(false);
            if (result == ResultCode.NotAuthorized)
                Console.Error.WriteLine("This ledger admits keys through a registrar: give one the file that 'amaters keys request FILE' writes.");
            return Report(session, session.Keys.ClientId, result);
        });
    }

    public static Command Request(ConnectionOptions connection)
    {
        var (file, label) = (new Argument<FileInfo>("FILE") { Description = "Where to write the request." }, Label());
        return new Command("request", "Writes a request for registration, for a registrar to approve. It holds nothing secret.") { file, label }.WithClient(connection, async session =>
        {
            var path = session.Parsed.GetValue(file)!.FullName;
            await File.WriteAllBytesAsync(path, session.Client.RequestRegistration(session.Parsed.GetValue(label)!).ToByteArray(), session.Cancellation).ConfigureAwait(false);
            session.Answers.Write(new JsonObject { ["file"] = path, ["client"] = $"{session.Keys.ClientId}" });
            return ExitCodes.Done;
        });
    }

    public static Command Approve(ConnectionOptions connection)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The request." };
        return new Command("approve", "Approves a request for registration with a registrar's keys, and hands it in.") { file }.WithClient(connection, async session =>
        {
            var path = session.Parsed.GetValue(file)!.FullName;
            var request = Read(await File.ReadAllBytesAsync(path, session.Cancellation).ConfigureAwait(false), path);
            if (!Circuits.Signatures.SchnorrPublicKey.TryDecode(request.PublicKey.Span, out var key, out var rejection))
                throw new UsageException($"{path}: its public key is refused: {rejection}.");
            return Report(session, key.ClientId, await session.Client.ApproveRegistrationAsync(request, session.Cancellation).ConfigureAwait(false), request.Label);
        });
    }

    private static Option<string> Label() => new("--label") { Description = "A name for people, 1 to 64 characters.", DefaultValueFactory = _ => Environment.UserName };

    private static RegisterKey Read(byte[] bytes, string path)
    {
        try
        {
            return RegisterKey.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            throw new UsageException($"{path}: is no request; 'amaters keys request' writes one.");
        }
    }

    private static int Report(Session session, Circuits.Fields.Fr client, ResultCode result, string? label = null)
    {
        var fields = new JsonObject { ["client"] = $"{client}", ["result"] = $"{result}" };
        if (label is not null)
            fields["label"] = label;
        session.Answers.Write(fields);
        return result == ResultCode.Ok ? ExitCodes.Done : ExitCodes.Refused;
    }
}
