using System.Collections.Immutable;
using System.Text.Json;
using Amaters.Circuits.Statements;

namespace Amaters.Verifier.Genesis;

/// <summary>The canonical JSON of a genesis document: fixed field order, no white space, lower-case hexadecimal.</summary>
/// <remarks>
/// JSON because people read this file before they trust a ledger; canonical because its hash is the ledger's id. Decoding
/// writes the facts again and compares every byte, so one document has one spelling.
/// </remarks>
public static class GenesisEncoding
{
    /// <summary>The format's name and version.</summary>
    public const string Format = "amaters-genesis/1";

    /// <summary>Longest document that is read, in bytes.</summary>
    public const int EncodedByteCountMax = 1 << 16;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    /// <summary>Reads a document.</summary>
    /// <param name="source">The file's bytes, untrusted.</param>
    /// <param name="document">The document, or null when rejected.</param>
    /// <param name="rejection">Why not.</param>
    /// <returns>True when the bytes are a canonical genesis document.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> source, out GenesisDocument? document, out GenesisRejection rejection)
    {
        document = null;
        if (source.Length > EncodedByteCountMax)
        {
            rejection = GenesisRejection.TooLong;
            return false;
        }

        rejection = TryReadFacts(source, out var facts);
        if (rejection != GenesisRejection.None)
            return false;
        if (GenesisRules.FindViolation(facts!) is not null)
        {
            rejection = GenesisRejection.LimitBroken;
            return false;
        }

        var canonicalBytes = Encode(facts!);
        if (!source.SequenceEqual(canonicalBytes))
        {
            rejection = GenesisRejection.NotCanonical;
            return false;
        }

        document = GenesisDocument.FromDecoded(facts!, canonicalBytes);
        return true;
    }

    internal static byte[] Encode(GenesisFacts facts)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("name", facts.Name);
            json.WriteString("nonce", Hex(facts.Nonce));
            json.WriteStartObject("circuit");
            json.WriteNumber("k", facts.Shape.CommandCount);
            json.WriteNumber("depth", facts.Shape.TreeDepth);
            json.WriteString("digest", Hex(facts.CircuitDigest));
            json.WriteEndObject();
            json.WriteStartObject("verifyingKey");
            json.WriteString("digest", Hex(facts.VerifyingKeyDigest));
            json.WriteBoolean("development", facts.IsDevelopmentKey);
            json.WriteEndObject();
            json.WriteStartArray("members");
            foreach (var member in facts.Members)
            {
                json.WriteStartObject();
                json.WriteNumber("id", member.NodeId);
                json.WriteString("key", Hex(member.CheckpointKey));
                json.WriteString("name", member.Name);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteBoolean("openRegistration", facts.IsRegistrationOpen);
            json.WriteStartArray("registrars");
            foreach (var key in facts.Registrars)
                json.WriteStringValue(Hex(key));
            json.WriteEndArray();
            json.WriteNumber("slices", facts.SliceCount);
            json.WriteNumber("shards", facts.ShardCount);
            json.WriteNumber("payloadBytesMax", facts.PayloadBytesMax);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static GenesisRejection TryReadFacts(ReadOnlySpan<byte> source, out GenesisFacts? facts)
    {
        facts = null;
        try
        {
            using var json = JsonDocument.Parse(source.ToArray(), Strict);
            var root = json.RootElement;
            if (Text(root, "format") != Format)
                return GenesisRejection.UnknownFormat;
            var circuit = root.GetProperty("circuit");
            var verifyingKey = root.GetProperty("verifyingKey");
            facts = new GenesisFacts
            {
                Name = Text(root, "name"),
                Nonce = Bytes(root.GetProperty("nonce")),
                Shape = new CircuitShape(circuit.GetProperty("k").GetInt32(), circuit.GetProperty("depth").GetInt32()),
                CircuitDigest = Bytes(circuit.GetProperty("digest")),
                VerifyingKeyDigest = Bytes(verifyingKey.GetProperty("digest")),
                IsDevelopmentKey = verifyingKey.GetProperty("development").GetBoolean(),
                Members = [.. root.GetProperty("members").EnumerateArray().Select(Member)],
                IsRegistrationOpen = root.GetProperty("openRegistration").GetBoolean(),
                Registrars = [.. root.GetProperty("registrars").EnumerateArray().Select(Bytes)],
                SliceCount = root.GetProperty("slices").GetInt32(),
                ShardCount = root.GetProperty("shards").GetInt32(),
                PayloadBytesMax = root.GetProperty("payloadBytesMax").GetInt32(),
            };
            return GenesisRejection.None;
        }
        // What System.Text.Json and Convert throw for text that is no document of this shape.
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException)
        {
            return GenesisRejection.Malformed;
        }
    }

    private static GenesisMember Member(JsonElement json) =>
        new(json.GetProperty("id").GetUInt64(), Bytes(json.GetProperty("key")), Text(json, "name"));

    private static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

    private static ImmutableArray<byte> Bytes(JsonElement json) =>
        [.. Convert.FromHexString(json.GetString() ?? throw new FormatException("A digest is null."))];

    private static string Hex(ImmutableArray<byte> bytes) => Convert.ToHexStringLower(bytes.AsSpan());
}
