using System.Text.Json.Nodes;
using Amaters.Ledger.Client.Encryption;
using Amaters.Testing;

namespace Amaters.Ledger.Client.Tests.Encryption;

/// <summary>What we seal, @hpke/core opens, and the other way round; what one refuses, the other refuses.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class HpkeJudgeTests
{
    private const int SessionsPerCipher = 20;

    public static TheoryData<HpkeAead> Ciphers => [.. Enum.GetValues<HpkeAead>()];

    [Theory]
    [MemberData(nameof(Ciphers))]
    public void The_judge_opens_what_we_seal(HpkeAead cipher)
    {
        using var judge = new NodeJudge("hpke.mjs");
        var random = new Random(1);
        for (int session = 0; session < SessionsPerCipher; session++)
        {
            using var recipient = HpkePrivateKey.Generate();
            var info = Bytes(random);
            using var sender = new HpkeSender(recipient.PublicKey, cipher, info);
            var messages = new JsonArray();
            var plaintexts = new List<string>();
            for (int i = 0; i < 3; i++)
            {
                var (associatedData, plaintext) = (Bytes(random), Bytes(random));
                var ciphertext = new byte[plaintext.Length + HpkeSuite.TagByteCount];
                sender.Seal(associatedData, plaintext, ciphertext);
                plaintexts.Add(Hex(plaintext));
                messages.Add(new JsonObject { ["aad"] = Hex(associatedData), ["ct"] = Hex(ciphertext) });
            }

            var answer = judge.Ask(new JsonObject
            {
                ["op"] = "open",
                ["aead"] = (int)cipher,
                ["sk"] = Hex(recipient.Encoded),
                ["enc"] = Hex(sender.EncapsulatedKey.Encoded),
                ["info"] = Hex(info),
                ["messages"] = messages,
            });
            Assert.Equal(plaintexts, answer["messages"]?.AsArray().Select(message => message!.GetValue<string>()));
        }
    }

    [Theory]
    [MemberData(nameof(Ciphers))]
    public void We_open_what_the_judge_seals(HpkeAead cipher)
    {
        using var judge = new NodeJudge("hpke.mjs");
        var random = new Random(2);
        for (int session = 0; session < SessionsPerCipher; session++)
        {
            using var recipientKey = HpkePrivateKey.Generate();
            var info = Bytes(random);
            var inputs = Enumerable.Range(0, 3).Select(_ => (AssociatedData: Bytes(random), Plaintext: Bytes(random))).ToArray();
            var answer = judge.Ask(new JsonObject
            {
                ["op"] = "seal",
                ["aead"] = (int)cipher,
                ["pk"] = Hex(recipientKey.PublicKey.Encoded),
                ["info"] = Hex(info),
                ["messages"] = new JsonArray([.. inputs.Select(input => new JsonObject { ["aad"] = Hex(input.AssociatedData), ["pt"] = Hex(input.Plaintext) })]),
            });

            var encapsulated = new EncapsulatedKey(Convert.FromHexString(answer["enc"]!.GetValue<string>()));
            Assert.True(HpkeRecipient.TryCreate(encapsulated, recipientKey, cipher, info, out var recipient));
            using (recipient)
            {
                foreach (var (input, message) in inputs.Zip(answer["messages"]!.AsArray()))
                {
                    var plaintext = new byte[input.Plaintext.Length];
                    Assert.True(recipient.TryOpen(input.AssociatedData, Convert.FromHexString(message!.GetValue<string>()), plaintext));
                    Assert.Equal(input.Plaintext, plaintext);
                }
            }
        }
    }

    [Fact]
    public void The_judge_refuses_what_we_refuse()
    {
        using var judge = new NodeJudge("hpke.mjs");
        using var recipient = HpkePrivateKey.Generate();
        using var sender = new HpkeSender(recipient.PublicKey, HpkeAead.Aes256Gcm, "info"u8);
        var ciphertext = new byte[4 + HpkeSuite.TagByteCount];
        sender.Seal("aad"u8, "text"u8, ciphertext);
        ciphertext[0] ^= 1;
        var answer = judge.Ask(new JsonObject
        {
            ["op"] = "open",
            ["aead"] = (int)HpkeAead.Aes256Gcm,
            ["sk"] = Hex(recipient.Encoded),
            ["enc"] = Hex(sender.EncapsulatedKey.Encoded),
            ["info"] = Hex("info"u8),
            ["messages"] = new JsonArray(new JsonObject { ["aad"] = Hex("aad"u8), ["ct"] = Hex(ciphertext) }),
        });
        Assert.NotNull(answer["error"]);
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(300)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
