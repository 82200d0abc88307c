using System.Text;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Client.Encryption;

namespace Amaters.Ledger.Client.Tests.Encryption;

public sealed class SealedPayloadTests : IDisposable
{
    private static readonly RecordKey Key = new(Fr.FromUInt64(22), Fr.FromUInt64(33));
    private static readonly RecordAddress Address = new(Fr.FromUInt64(11), Key);
    private static readonly Fr Writer = Fr.FromUInt64(44);
    private const ulong ExpectedVersion = 55;

    private readonly HpkePrivateKey _recipient = HpkePrivateKey.Generate();

    public void Dispose() => _recipient.Dispose();

    [Fact]
    public void A_payload_opens_to_what_was_sealed() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 2000], Gen.Enum<HpkeAead>(), Gen.ULong).Sample(
            (key, value, cipher, version) =>
            {
                var payload = SealedPayload.Seal(new RecordContent(key, value), Address, version, Writer, _recipient.PublicKey, cipher);
                Assert.True(SealedPayload.TryDecode(payload.Encoded.Span, out var decoded, out var reason), reason.ToString());
                Assert.True(decoded.TryOpen(_recipient, Address, out var content, out reason), reason.ToString());
                Assert.Equal(key, content.Key.ToArray());
                Assert.Equal(value, content.Value.ToArray());
                Assert.Equal((version, Writer, cipher, payload.Digest), (decoded.ExpectedVersion, decoded.Writer, decoded.Cipher, decoded.Digest));
            },
            iter: 200,
            threads: 1);

    [Theory]
    [InlineData(0)]
    [InlineData(RecordContent.MaxByteCount)]
    public void The_shortest_and_the_longest_content_seal(int length)
    {
        var payload = SealedPayload.Seal(new RecordContent([], new byte[length]), Address, 0, Writer, _recipient.PublicKey);
        Assert.Equal(length == 0 ? SealedPayload.MinByteCount : SealedPayload.MaxByteCount, payload.Encoded.Length);
        Assert.True(payload.TryOpen(_recipient, Address, out var content, out _));
        Assert.Equal(length, content.Value.Length);
    }

    [Fact]
    public void Content_beyond_the_largest_bucket_is_refused() =>
        Assert.Throws<ArgumentException>(() => new RecordContent(new byte[1], new byte[RecordContent.MaxByteCount]));

    [Fact]
    public void Contents_of_one_bucket_have_payloads_of_one_length()
    {
        var lengths = Enumerable.Range(0, 249).Select(length => SealText("", new string('x', length)).Encoded.Length).Distinct();
        Assert.Equal([SealedPayload.MinByteCount], lengths);
    }

    [Fact]
    public void Equal_contents_give_unrelated_payloads()
    {
        var first = SealText("key", "value").Encoded.Span;
        var second = SealText("key", "value").Encoded.Span;
        Assert.Equal(first[..42].ToArray(), second[..42].ToArray());
        for (int i = 42; i + 16 <= first.Length; i += 16)
            Assert.False(first.Slice(i, 16).SequenceEqual(second.Slice(i, 16)));
    }

    [Theory]
    [InlineData(HpkeAead.Aes128Gcm)]
    [InlineData(HpkeAead.Aes256Gcm)]
    [InlineData(HpkeAead.ChaCha20Poly1305)]
    public void No_byte_of_a_payload_can_be_changed(HpkeAead cipher)
    {
        var original = SealedPayload.Seal(Content("key", "value"), Address, ExpectedVersion, Writer, _recipient.PublicKey, cipher).Encoded;
        for (int i = 0; i < original.Length; i++)
        {
            foreach (byte change in (byte[])[0x01, 0x80, 0xff])
            {
                var changed = original.ToArray();
                changed[i] ^= change;
                // RFC 7748 ignores the top bit of a coordinate, but the encapsulated key enters the key derivation as it stands.
                Assert.False(Opens(changed), $"byte {i} xor {change:x2}");
            }
        }
    }

    [Fact]
    public void No_part_of_a_payload_can_be_cut_or_added()
    {
        var original = SealText("key", new string('x', 300)).Encoded.ToArray();
        for (int length = 0; length < original.Length; length++)
            Assert.False(Opens(original[..length]), $"cut to {length}");
        Assert.False(Opens([.. original, 0]));
        Assert.False(Opens([.. original, .. new byte[512]]));
        Assert.False(Opens([0, .. original]));
    }

    [Fact]
    public void A_payload_opens_only_at_its_own_address()
    {
        var payload = SealText("key", "value");
        RecordAddress[] others =
        [
            Address with { LedgerId = Fr.FromUInt64(12) },
            Address with { Key = Key with { Collection = Fr.FromUInt64(23) } },
            Address with { Key = Key with { Tag = Fr.FromUInt64(34) } },
            new(Key.Collection, Key with { Collection = Address.LedgerId }),
            default,
        ];
        foreach (var other in others)
        {
            Assert.False(payload.TryOpen(_recipient, other, out _, out var reason));
            Assert.Equal(PayloadRejection.NotAuthentic, reason);
        }
    }

    [Fact]
    public void A_payload_opens_only_under_its_own_version_and_writer()
    {
        var original = SealText("key", "value").Encoded.ToArray();
        foreach (var other in new[] { SealAs(ExpectedVersion + 1, Writer), SealAs(ExpectedVersion, Fr.FromUInt64(45)) })
        {
            // The clear header of one, everything encrypted of the other.
            byte[] spliced = [.. other.Encoded.Span[..42], .. original.AsSpan(42)];
            Assert.True(SealedPayload.TryDecode(spliced, out var payload, out _));
            Assert.False(payload.TryOpen(_recipient, Address, out _, out var reason));
            Assert.Equal(PayloadRejection.NotAuthentic, reason);
        }
    }

    [Fact]
    public void Another_key_does_not_open_a_payload()
    {
        using var other = HpkePrivateKey.Generate();
        Assert.False(SealText("key", "value").TryOpen(other, Address, out var content, out var reason));
        Assert.Null(content);
        Assert.Equal(PayloadRejection.NotAuthentic, reason);
    }

    [Theory]
    [InlineData("no bytes", PayloadRejection.TooShort)]
    [InlineData("one byte short", PayloadRejection.TooShort)]
    [InlineData("one byte too many for any", PayloadRejection.TooLong)]
    [InlineData("another format", PayloadRejection.UnknownFormat)]
    [InlineData("no cipher", PayloadRejection.UnknownCipher)]
    [InlineData("export-only cipher", PayloadRejection.UnknownCipher)]
    [InlineData("writer r", PayloadRejection.WriterNotCanonical)]
    [InlineData("between buckets", PayloadRejection.LengthNotABucket)]
    public void Each_fault_of_the_layout_has_its_own_reason(string fault, PayloadRejection expected)
    {
        var encoded = SealText("key", "value").Encoded.ToArray();
        switch (fault)
        {
            case "no bytes": encoded = []; break;
            case "one byte short": encoded = encoded[..^1]; break;
            case "one byte too many for any": encoded = [1, 2, .. new byte[SealedPayload.MaxByteCount - 1]]; break;
            case "another format": encoded[0] = 2; break;
            case "no cipher": encoded[1] = 0; break;
            case "export-only cipher": encoded[1] = 0xff; break;
            case "writer r": encoded.AsSpan(10, 32).Fill(0xff); break;
            case "between buckets": encoded = [.. encoded, .. new byte[16]]; break;
        }

        Assert.False(SealedPayload.TryDecode(encoded, out var payload, out var reason));
        Assert.Null(payload);
        Assert.Equal(expected, reason);
    }

    [Theory]
    [InlineData(4000, 0, 0)] // key overruns the bucket
    [InlineData(uint.MaxValue, uint.MaxValue, 0)]
    [InlineData(0, 249, 0)] // value overruns the bucket by one
    [InlineData(0, 0, 1)] // padding not zero
    public void An_authentic_payload_with_malformed_content_is_refused(uint keyLength, uint valueLength, byte lastByte)
    {
        var plaintext = new byte[SizeBuckets.Smallest];
        var lengths = new ByteWriter(plaintext);
        lengths.WriteUInt32(keyLength);
        lengths.WriteUInt32(valueLength);
        plaintext[^1] = lastByte;
        Assert.False(RecordContent.TryReadPadded(plaintext, out _));
    }

    [Fact]
    public void Content_padded_beyond_its_bucket_is_refused()
    {
        var padded = new byte[2 * SizeBuckets.Smallest];
        Content("key", "value").WritePadded(padded);
        Assert.False(RecordContent.TryReadPadded(padded, out _));
        Assert.True(RecordContent.TryReadPadded(padded.AsSpan(0, SizeBuckets.Smallest), out _));
    }

    [Fact]
    public void Plaintext_shows_in_no_string()
    {
        var content = Content("PLAINTEXT-KEY", "PLAINTEXT-VALUE");
        var payload = SealedPayload.Seal(content, Address, 0, Writer, _recipient.PublicKey);
        Assert.DoesNotContain("PLAINTEXT", content + " " + payload, StringComparison.Ordinal);
        Assert.DoesNotContain("PLAINTEXT", Encoding.Latin1.GetString(payload.Encoded.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Random_bytes_never_throw_and_never_open() =>
        Gen.Byte.Array[0, 700].Sample(bytes => !Opens(bytes), iter: 2000, threads: 1);

    [Fact]
    public void Mutated_payloads_never_throw_and_never_open()
    {
        var original = SealText("key", "value").Encoded.ToArray();
        var random = new Random(20261123);
        for (int i = 0; i < 2000; i++)
        {
            var mutated = Mutation.Of(original, random);
            Assert.True(mutated.AsSpan().SequenceEqual(original) || !Opens(mutated));
        }
    }

    private bool Opens(byte[] encoded) =>
        SealedPayload.TryDecode(encoded, out var payload, out _) && payload.TryOpen(_recipient, Address, out _, out _);

    private SealedPayload SealText(string key, string value) =>
        SealedPayload.Seal(Content(key, value), Address, ExpectedVersion, Writer, _recipient.PublicKey);

    private SealedPayload SealAs(ulong expectedVersion, Fr writer) =>
        SealedPayload.Seal(Content("key", "value"), Address, expectedVersion, writer, _recipient.PublicKey);

    private static RecordContent Content(string key, string value) => new(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value));
}
