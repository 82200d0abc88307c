using System.Text.Json.Nodes;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Client.Encryption;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Client.Tags;
using Amaters.Ledger.Client.Tests.Keys;
using Amaters.Testing;

namespace Amaters.Ledger.Client.Tests;

/// <summary>A program written from docs/encryption.md alone, with other libraries, reads what this client writes.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class ClientFormatsJudgeTests : IDisposable
{
    private readonly NodeJudge _judge = new("client-formats.mjs");

    public void Dispose() => _judge.Dispose();

    [Fact]
    public void A_payload_is_what_its_byte_table_says()
    {
        using var recipient = HpkePrivateKey.Generate();
        foreach (var cipher in Enum.GetValues<HpkeAead>())
        {
            var address = new RecordAddress(Fr.Random(), new RecordKey(Fr.Random(), Fr.Random()));
            var writer = Fr.Random();
            var payload = SealedPayload.Seal(new RecordContent("key"u8, "value"u8), address, ulong.MaxValue, writer, recipient.PublicKey, cipher);
            var answer = _judge.Ask(new JsonObject
            {
                ["op"] = "payload",
                ["payload"] = Hex(payload.Encoded.Span),
                ["sk"] = Hex(recipient.Encoded),
                ["ledgerId"] = Hex(address.LedgerId),
                ["collection"] = Hex(address.Key.Collection),
                ["tag"] = Hex(address.Key.Tag),
            });
            var expected = new JsonObject
            {
                ["key"] = Hex("key"u8),
                ["value"] = Hex("value"u8),
                ["version"] = "18446744073709551615",
                ["writer"] = Hex(writer),
                ["digest"] = Hex(payload.Digest),
            };
            Assert.Equal(expected.ToJsonString(), answer.ToJsonString());
        }
    }

    [Fact]
    public void Tags_collections_and_key_ids_are_the_documented_hashes()
    {
        using var tagKey = TagKey.Generate();
        using var key = HpkePrivateKey.Generate();
        var collection = CollectionId.Of("Bücher");
        Assert.Equal(Hex(collection), Ask("collection", "collection", ("name", "Bücher")));
        Assert.Equal(Hex(key.PublicKey.KeyId), Ask("keyId", "keyId", ("pk", Hex(key.PublicKey.Encoded))));
        Assert.Equal(
            Hex(tagKey.TagOf(collection, "alice"u8)),
            Ask("tag", "tag", ("tagKey", Hex(tagKey.Encoded)), ("collection", Hex(collection)), ("key", Hex("alice"u8))));
    }

    [Fact]
    public void A_key_file_is_what_its_byte_table_says()
    {
        using var keys = ClientKeys.Generate();
        foreach (var cost in new[] { TestKeys.CheapCost, new PassphraseCost(MemoryKiB: 256, Iterations: 3, Lanes: 4) })
        {
            var file = KeyFileFormat.Encode(keys, "päßphräse", cost);
            var answer = _judge.Ask(new JsonObject { ["op"] = "keyFile", ["file"] = Hex(file), ["passphrase"] = "päßphräse" });
            Assert.Equal(TestKeys.Secrets(keys), new[] { "signingKey", "decryptionKey", "tagKey" }.Select(name => (string?)answer[name]));
        }
    }

    private string? Ask(string operation, string result, params (string Name, string Value)[] arguments)
    {
        var request = new JsonObject { ["op"] = operation };
        foreach (var (name, value) in arguments)
            request[name] = value;
        return (string?)_judge.Ask(request)[result];
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    private static string Hex(Fr element)
    {
        var bytes = new byte[Fr.EncodedByteCount];
        element.Encode(bytes);
        return Hex(bytes);
    }
}
