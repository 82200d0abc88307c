using System.CommandLine;
using System.Text;

namespace Amaters.Ledger.Cli.Commands;

/// <summary>The arguments that name a record.</summary>
internal sealed class RecordArguments
{
    private readonly Argument<string> _collection = new("COLLECTION") { Description = "Name of the collection." };
    private readonly Argument<string> _key = new("KEY") { Description = "The record's key, in plain text; it never leaves this machine." };
    private readonly Option<ulong?> _version = new("--expected-version") { Description = "The version that the record must have, 0 for a new one. Looked up when not given.", HelpName = "N" };

    public void AddTo(Command command, bool withVersion = false)
    {
        command.Arguments.Add(_collection);
        command.Arguments.Add(_key);
        if (withVersion)
            command.Options.Add(_version);
    }

    public string Collection(ParseResult parsed) => parsed.GetValue(_collection)!;

    public byte[] Key(ParseResult parsed) => Encoding.UTF8.GetBytes(parsed.GetValue(_key)!);

    public ulong? Version(ParseResult parsed) => parsed.GetValue(_version);
}
