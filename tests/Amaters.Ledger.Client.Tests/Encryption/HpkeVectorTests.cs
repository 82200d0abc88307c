using System.Security.Cryptography;
using Amaters.Ledger.Client.Encryption;

namespace Amaters.Ledger.Client.Tests.Encryption;

/// <summary>The key encapsulation, key schedule and ciphers give the published bytes, in both directions.</summary>
public sealed class HpkeVectorTests
{
    public static TheoryData<int> AppendixA => [.. Enumerable.Range(0, HpkeVectors.AppendixA.Count)];

    public static TheoryData<int> Accumulated => [.. Enumerable.Range(0, HpkeVectors.Accumulated.Count)];

    [Theory]
    [MemberData(nameof(AppendixA))]
    public void Keys_derive_from_the_published_keying_material(int index)
    {
        var vector = HpkeVectors.AppendixA[index];
        foreach (var (ikm, secret, published) in new[] { ("ikmE", "skEm", "pkEm"), ("ikmR", "skRm", "pkRm") })
        {
            using var key = HpkePrivateKey.Derive(vector.Hex(ikm));
            Assert.Equal(vector.Hex(secret), key.Encoded.ToArray());
            Assert.Equal(vector.Hex(published), key.PublicKey.Encoded.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(AppendixA))]
    public void Both_ends_find_the_published_shared_secret(int index)
    {
        var vector = HpkeVectors.AppendixA[index];
        using var ephemeral = HpkePrivateKey.FromBytes(vector.Hex("skEm"));
        using var recipient = HpkePrivateKey.FromBytes(vector.Hex("skRm"));
        var sent = new byte[HpkeSuite.SharedSecretByteCount];
        var received = new byte[HpkeSuite.SharedSecretByteCount];
        var encapsulated = Dhkem.Encapsulate(recipient.PublicKey, ephemeral, sent);
        Assert.True(Dhkem.TryDecapsulate(encapsulated, recipient, received));
        Assert.Equal(vector.Hex("pkEm"), encapsulated.Encoded.ToArray());
        Assert.Equal(vector.Hex("shared_secret"), sent);
        Assert.Equal(vector.Hex("shared_secret"), received);
    }

    [Theory]
    [MemberData(nameof(AppendixA))]
    public void The_key_schedule_gives_the_published_key_and_nonce(int index)
    {
        var vector = HpkeVectors.AppendixA[index];
        using var schedule = new HpkeKeySchedule(vector.Aead(), vector.Hex("shared_secret"), vector.Hex("info"));
        Assert.Equal(vector.Hex("key"), schedule.Key.ToArray());
        Assert.Equal(vector.Hex("base_nonce"), schedule.BaseNonce.ToArray());
    }

    [Theory]
    [MemberData(nameof(AppendixA))]
    public void Every_listed_message_seals_and_opens(int index)
    {
        var vector = HpkeVectors.AppendixA[index];
        using var schedule = new HpkeKeySchedule(vector.Aead(), vector.Hex("shared_secret"), vector.Hex("info"));
        var plaintext = vector.Hex("pt");
        foreach (var message in vector.GetProperty("encryptions").EnumerateArray())
        {
            var sequence = message.GetProperty("seq").GetUInt64();
            var sealedMessage = new byte[plaintext.Length + HpkeSuite.TagByteCount];
            schedule.Seal(sequence, message.Hex("aad"), plaintext, sealedMessage);
            Assert.Equal(message.Hex("ct"), sealedMessage);

            var opened = new byte[plaintext.Length];
            Assert.True(schedule.TryOpen(sequence, message.Hex("aad"), message.Hex("ct"), opened));
            Assert.Equal(plaintext, opened);
        }
    }

    [Theory]
    [MemberData(nameof(Accumulated))]
    public void A_thousand_messages_accumulate_to_the_published_digest(int index)
    {
        var vector = HpkeVectors.Accumulated[index];
        using var ephemeral = HpkePrivateKey.Derive(vector.Hex("ikmE"));
        using var recipientKey = HpkePrivateKey.FromBytes(vector.Hex("skRm"));
        using var sender = new HpkeSender(recipientKey.PublicKey, ephemeral, vector.Aead(), vector.Hex("info"));
        Assert.True(HpkeRecipient.TryCreate(sender.EncapsulatedKey, recipientKey, vector.Aead(), vector.Hex("info"), out var recipient));
        Assert.Equal(vector.Hex("pkRm"), recipientKey.PublicKey.Encoded.ToArray());
        Assert.Equal(vector.Hex("enc"), sender.EncapsulatedKey.Encoded.ToArray());

        using (recipient)
        using (var sink = new Shake128())
        {
            var source = new InputSource();
            for (int i = 0; i < 1000; i++)
            {
                var associatedData = source.Draw();
                var plaintext = source.Draw();
                var ciphertext = new byte[plaintext.Length + HpkeSuite.TagByteCount];
                sender.Seal(associatedData, plaintext, ciphertext);
                sink.AppendData(ciphertext);

                var opened = new byte[plaintext.Length];
                Assert.True(recipient.TryOpen(associatedData, ciphertext, opened));
                Assert.Equal(plaintext, opened);
            }

            Assert.Equal(vector.Hex("encryptions_accumulated"), sink.GetHashAndReset(16));
        }
    }

    /// <summary>SHAKE128("") read as a sequence of byte strings, one length byte before each.</summary>
    private sealed class InputSource
    {
        // 2000 strings of at most 256 bytes, length byte included.
        private readonly byte[] _stream = Shake128.HashData([], 2000 * 256);
        private int _position;

        public byte[] Draw()
        {
            int length = _stream[_position];
            var drawn = _stream.AsSpan(_position + 1, length).ToArray();
            _position += 1 + length;
            return drawn;
        }
    }
}
