using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Security.Cryptography;
using Amaters.Ledger.Node.Hosting;
using Amaters.Ledger.Replication.Peers;
using Amaters.Verifier.Checkpoints;
using Amaters.Verifier.Genesis;
using Amaters.Verifier.Groth16;

namespace Amaters.Ledger.Node.Commands;

/// <summary><c>genesis</c>: the document that founds a ledger, and the keys that it names.</summary>
internal static class GenesisCommand
{
    public static Command Create() => new("genesis", "Found a ledger: its document, and the keys that it names.") { CreateKey(), CreateDocument(), TrialCommand.Create() };

    private static Command CreateKey()
    {
        var id = new Option<ulong>("--id") { Description = "Id that the node will have, from 1.", Required = true };
        var name = new Option<string>("--name") { Description = "Name of the key in signed checkpoints, for example ledger.example/node-1.", Required = true };
        var output = new Option<string>("--out") { Description = "New file for the secret key.", Required = true };
        var command = new Command("key", "Make the key that signs a node's checkpoints; every operator makes their own.") { id, name, output };
        command.SetAction(parsed => Guarded(() =>
        {
            using var signer = CheckpointKeyFile.Create(parsed.GetRequiredValue(output), parsed.GetRequiredValue(name));
            Console.WriteLine($"Give this to whoever writes the genesis document:\n  --member {parsed.GetValue(id)}:{signer.Verifier.KeyName}:{Convert.ToHexStringLower(signer.PublicKey.AsSpan())}");
        }));
        return command;
    }

    private static Command CreateDocument()
    {
        var name = new Option<string>("--name") { Description = "Name of the ledger, for people.", Required = true };
        var key = new Option<string>("--verifying-key") { Description = "The verifying key, as amaters-prover exports it.", Required = true };
        var members = new Option<GenesisMember[]>("--member") { Description = "ID:NAME:KEY of a founding node, from `genesis key`; once for each.", Required = true, CustomParser = ParseMembers };
        var registrars = new Option<string[]>("--registrar") { Description = "Public key, in hexadecimal, that may admit clients; as often as needed.", DefaultValueFactory = _ => [] };
        var open = new Option<bool>("--open-registration") { Description = "Let every client register by itself." };
        var slices = new Option<int>("--slices") { Description = "Slices of the position space, a power of eight.", DefaultValueFactory = _ => 64 };
        var shards = new Option<int>("--shards") { Description = "Shards that slices are placed in.", DefaultValueFactory = _ => 8 };
        var payload = new Option<int>("--payload-bytes") { Description = "Largest payload of a command.", DefaultValueFactory = _ => 64 << 10 };
        var output = new Option<string>("--out") { Description = "New file for the document.", Required = true };
        var command = new Command("create", "Write the genesis document. Its hash is the ledger's id, so it is written once.") { name, key, members, registrars, open, slices, shards, payload, output };
        command.SetAction(parsed => Guarded(() =>
        {
            var verifyingKey = ReadVerifyingKey(parsed.GetRequiredValue(key));
            var document = GenesisDocument.Create(new GenesisFacts
            {
                Name = parsed.GetRequiredValue(name),
                Nonce = [.. RandomNumberGenerator.GetBytes(GenesisRules.DigestByteCount)],
                Shape = verifyingKey.Label.Shape ?? throw new InvalidDataException("--verifying-key: the key is not for a batch circuit."),
                CircuitDigest = [.. verifyingKey.Label.Circuit.ToBytes()],
                VerifyingKeyDigest = [.. verifyingKey.ComputeDigest()],
                IsDevelopmentKey = verifyingKey.Label.IsDevelopment,
                Members = [.. parsed.GetRequiredValue(members).OrderBy(member => member.NodeId)],
                IsRegistrationOpen = parsed.GetValue(open),
                Registrars = [.. parsed.GetRequiredValue(registrars).Select(text => Convert.FromHexString(text).ToImmutableArray())],
                SliceCount = parsed.GetValue(slices),
                ShardCount = parsed.GetValue(shards),
                PayloadBytesMax = parsed.GetValue(payload),
            });
            using (var file = new FileStream(parsed.GetRequiredValue(output), FileMode.CreateNew))
                file.Write(document.CanonicalBytes.Span);
            PrintFacts(document);
        }));
        return command;
    }

    private static void PrintFacts(GenesisDocument document)
    {
        Console.WriteLine($"ledger id  {document.LedgerId}");
        Console.WriteLine("Clients and auditors pin it. The members' peer certificates need one DNS name each:");
        foreach (var member in document.Facts.Members)
            Console.WriteLine($"  node {member.NodeId}  {new PeerIdentity(LedgerGroup.IdOf(document), member.NodeId)}");
    }

    private static VerifyingKey ReadVerifyingKey(string path) =>
        VerifyingKey.TryDecode(File.ReadAllBytes(path), out var key, out var rejection) ? key : throw new InvalidDataException($"--verifying-key: {path} is refused: {rejection}.");

    private static GenesisMember[] ParseMembers(ArgumentResult argument)
    {
        var members = new List<GenesisMember>();
        foreach (var token in argument.Tokens)
        {
            var parts = token.Value.Split(':');
            var key = new byte[NoteVerifier.PublicKeyByteCount];
            if (parts.Length == 3 && ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && parts[2].Length == 2 * key.Length && Convert.FromHexString(parts[2], key, out _, out _) == System.Buffers.OperationStatus.Done)
            {
                members.Add(new GenesisMember(id, [.. key], parts[1]));
                continue;
            }

            argument.AddError($"--member: '{token.Value}' is not ID:NAME:KEY with {2 * key.Length} hexadecimal digits of key.");
        }

        return [.. members];
    }

    /// <summary>Runs what reads and writes files, and turns what may be wrong with them into a line and an exit code.</summary>
    internal static int Guarded(Action action)
    {
        try
        {
            action();
            return 0;
        }
        catch (Exception refused) when (refused is IOException or InvalidDataException or ArgumentException or FormatException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(refused.Message);
            return 1;
        }
    }
}
