using Amaters.Circuits.Fields;
using Amaters.Circuits.Jubjub;
using Amaters.Circuits.Statements;
using static Amaters.Circuits.Tests.Statements.Clients;

namespace Amaters.Circuits.Tests.Statements;

public sealed class EncodingTests
{
    private static readonly SignedCommand Signed = Put(Alice, Key(1), 3);
    private static readonly Record ExampleRecord = new(Key(1), 3, Alice.PublicKey.ClientId, Fr.FromUInt64(4), Fr.FromUInt64(5), IsLive: true);

    private static readonly BatchHeader Header = new(
        Fr.FromUInt64(1), Fr.FromUInt64(2), Fr.FromUInt64(3), Fr.FromUInt64(4), new BatchOutcomes(5), new BatchRange(6, 7, 8), LedgerId);

    [Fact]
    public void A_signed_command_is_read_back_from_its_bytes()
    {
        Assert.True(SignedCommand.TryDecode(Signed.ToBytes(), out var decoded, out var reason));
        Assert.Equal(SignedCommandRejection.None, reason);
        Assert.Equal((Signed.Command, Signed.Signature, Signed.Digest), (decoded.Command, decoded.Signature, decoded.Digest));
        Assert.Equal(Signed.PublicKey, decoded.PublicKey);
        Assert.True(decoded.HasValidSignature(LedgerId));
    }

    [Theory]
    [InlineData(1, SignedCommandRejection.NonCanonicalCollection)]
    [InlineData(33, SignedCommandRejection.NonCanonicalTag)]
    [InlineData(73, SignedCommandRejection.NonCanonicalPayloadDigest)]
    [InlineData(105, SignedCommandRejection.NonCanonicalEncryptionKeyId)]
    [InlineData(137, SignedCommandRejection.InvalidPublicKey)]
    [InlineData(169, SignedCommandRejection.MalformedSignature)]
    [InlineData(201, SignedCommandRejection.MalformedSignature)]
    public void Each_element_of_a_signed_command_must_be_canonical(int offset, SignedCommandRejection expected)
    {
        var bytes = Signed.ToBytes();
        bytes.AsSpan(offset, 32).Fill(0xff);
        AssertCommandRejected(bytes, expected);
    }

    [Fact]
    public void Other_lengths_and_operations_are_no_signed_command()
    {
        var bytes = Signed.ToBytes();
        AssertCommandRejected([], SignedCommandRejection.WrongLength);
        AssertCommandRejected(bytes[..^1], SignedCommandRejection.WrongLength);
        AssertCommandRejected([.. bytes, 0], SignedCommandRejection.WrongLength);
        bytes[0] = 4;
        AssertCommandRejected(bytes, SignedCommandRejection.UnknownOperation);
    }

    [Fact]
    public void A_key_of_small_order_is_no_public_key()
    {
        var bytes = Signed.ToBytes();
        JubjubPoint.Identity.Encode(bytes.AsSpan(137));
        AssertCommandRejected(bytes, SignedCommandRejection.InvalidPublicKey);
        Fr.FromInt64(-1).Encode(bytes.AsSpan(137));
        AssertCommandRejected(bytes, SignedCommandRejection.InvalidPublicKey);
    }

    [Fact]
    public void A_changed_bit_anywhere_in_a_signed_command_is_rejected_or_breaks_the_signature()
    {
        var bytes = Signed.ToBytes();
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x10;
            Assert.False(SignedCommand.TryDecode(bytes, out var decoded, out _) && decoded.HasValidSignature(LedgerId), $"byte {i}");
            bytes[i] ^= 0x10;
        }
    }

    [Fact]
    public void A_record_is_read_back_from_its_bytes_and_strictly()
    {
        var bytes = new byte[Record.EncodedByteCount];
        foreach (var record in new[] { ExampleRecord, ExampleRecord with { IsLive = false, Version = ulong.MaxValue } })
        {
            record.Encode(bytes);
            Assert.True(Record.TryDecode(bytes, out var decoded, out var none));
            Assert.Equal((record, RecordRejection.None), (decoded, none));
        }

        AssertRecordRejected(bytes[..^1], RecordRejection.WrongLength);
        AssertRecordRejected([.. bytes, 0], RecordRejection.WrongLength);
        bytes[168] = 2;
        AssertRecordRejected(bytes, RecordRejection.InvalidLiveFlag);
        foreach (int offset in new[] { 0, 32, 72, 104, 136 })
        {
            ExampleRecord.Encode(bytes);
            bytes.AsSpan(offset, 32).Fill(0xff);
            AssertRecordRejected(bytes, RecordRejection.NonCanonicalElement);
        }
    }

    [Fact]
    public void A_header_is_read_back_from_its_bytes_and_strictly()
    {
        var bytes = Header.ToBytes();
        Assert.True(BatchHeader.TryDecode(bytes, out var decoded, out var none));
        Assert.Equal((Header, BatchHeaderRejection.None), (decoded, none));
        AssertHeaderRejected(bytes[..^1], BatchHeaderRejection.WrongLength);
        AssertHeaderRejected([.. bytes, 0], BatchHeaderRejection.WrongLength);
        foreach (int offset in new[] { 0, 32, 64, 96, 162 })
        {
            var changed = Header.ToBytes();
            changed.AsSpan(offset, 32).Fill(0xff);
            AssertHeaderRejected(changed, BatchHeaderRejection.NonCanonicalElement);
        }
    }

    [Fact]
    public void Every_byte_of_a_header_is_under_its_digest()
    {
        var digests = new HashSet<Fr> { Header.Digest() };
        for (int i = 0; i < BatchHeader.EncodedByteCount; i++)
        {
            var bytes = Header.ToBytes();
            bytes[i] ^= 1;
            Assert.True(BatchHeader.TryDecode(bytes, out var changed, out _));
            Assert.True(digests.Add(changed.Digest()), $"byte {i}");
        }
    }

    [Fact]
    public void Random_bytes_never_throw() =>
        Gen.Byte.Array[0, 400].Sample(bytes =>
        {
            _ = SignedCommand.TryDecode(bytes, out _, out _);
            _ = Record.TryDecode(bytes, out _, out _);
            _ = BatchHeader.TryDecode(bytes, out _, out _);
            _ = RecordProof.TryDecode(bytes, out _, out _);
        });

    private static void AssertCommandRejected(byte[] bytes, SignedCommandRejection expected)
    {
        Assert.False(SignedCommand.TryDecode(bytes, out var command, out var reason));
        Assert.Null(command);
        Assert.Equal(expected, reason);
    }

    private static void AssertRecordRejected(byte[] bytes, RecordRejection expected)
    {
        Assert.False(Record.TryDecode(bytes, out var record, out var reason));
        Assert.Null(record);
        Assert.Equal(expected, reason);
    }

    private static void AssertHeaderRejected(byte[] bytes, BatchHeaderRejection expected)
    {
        Assert.False(BatchHeader.TryDecode(bytes, out var header, out var reason));
        Assert.Null(header);
        Assert.Equal(expected, reason);
    }
}
