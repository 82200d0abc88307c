using Amaters.Circuits.Constraints;
using Amaters.Circuits.Statements;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Encodings;
using Amaters.Verifier.Groth16;
using Amaters.Verifier.Tests.Curve;

namespace Amaters.Verifier.Tests.Groth16;

public sealed class VerifyingKeyTests
{
    private const int Alpha = 56, Beta = 104, Gamma = 200, Delta = 296, Commitments = 392;

    private static readonly KeyLabel Label = new(IsDevelopment: true, new CircuitDigest([.. Enumerable.Range(1, 32).Select(i => (byte)i)]), CircuitShape.Production);
    private static readonly VerifyingKey Key = new ToxicSetup(seed: 9, inputCount: 1, Label).Key;

    [Fact]
    public void A_key_is_read_back_with_its_label()
    {
        Assert.True(VerifyingKey.TryDecode(Key.Encode(), out var decoded, out var rejection));
        Assert.Equal(KeyRejection.None, rejection);
        Assert.Equal(Label, decoded.Label);
        Assert.Equal((Key.Alpha, Key.Beta, Key.Gamma, Key.Delta), (decoded.Alpha, decoded.Beta, decoded.Gamma, decoded.Delta));
        Assert.Equal(Key.InputCommitments, decoded.InputCommitments);
        Assert.Equal(Key.Encode(), decoded.Encode());
        Assert.Equal(Commitments + (2 * 48), Key.Encode().Length);
    }

    [Fact]
    public void A_key_of_another_circuit_has_no_shape()
    {
        Assert.True(VerifyingKey.TryDecode(SnarkjsSample.Key.Encode(), out var decoded, out _));
        Assert.Null(decoded.Label.Shape);
    }

    [Fact]
    public void The_digest_covers_every_byte_of_the_label_and_the_points()
    {
        var digests = new HashSet<string>
        {
            Convert.ToHexString(Key.ComputeDigest()),
            Digest(Label with { IsDevelopment = false }),
            Digest(Label with { Circuit = default }),
            Digest(Label with { Shape = new CircuitShape(8, 13) }),
            Digest(Label with { Shape = null }),
            Convert.ToHexString(new ToxicSetup(seed: 10, inputCount: 1, Label).Key.ComputeDigest()),
        };
        Assert.Equal(6, digests.Count);

        static string Digest(KeyLabel label) => Convert.ToHexString(new ToxicSetup(seed: 9, inputCount: 1, label).Key.ComputeDigest());
    }

    [Fact]
    public void Another_length_is_rejected()
    {
        for (var length = 0; length < Key.Encode().Length; length += 13)
            AssertRejected(KeyRejection.WrongLength, Key.Encode()[..length]);
        AssertRejected(KeyRejection.WrongLength, [.. Key.Encode(), 0]);
        AssertRejected(KeyRejection.WrongLength, Changed(52, 2));
        AssertRejected(KeyRejection.WrongLength, Changed(52, 0));
    }

    [Fact]
    public void The_header_is_checked_field_by_field()
    {
        AssertRejected(KeyRejection.WrongMagic, Changed(0, (byte)'B'));
        AssertRejected(KeyRejection.UnknownVersion, Changed(4, 2));
        AssertRejected(KeyRejection.UnknownFlag, Changed(8, 3));
        AssertRejected(KeyRejection.UnknownFlag, Changed(11, 0x80));
        AssertRejected(KeyRejection.InvalidShape, Changed(12, 0));
        AssertRejected(KeyRejection.InvalidShape, Changed(12, 129));
        AssertRejected(KeyRejection.InvalidShape, Changed(15, 1));
        AssertRejected(KeyRejection.InvalidShape, Changed(16, 0));
        AssertRejected(KeyRejection.InvalidShape, Changed(16, 22));
        AssertRejected(KeyRejection.TooManyInputs, Changed(55, 0x80));
        AssertRejected(KeyRejection.TooManyInputs, Changed(53, 0x05));
    }

    [Theory]
    [InlineData(Alpha, 48)]
    [InlineData(Beta, 96)]
    [InlineData(Gamma, 96)]
    [InlineData(Delta, 96)]
    [InlineData(Commitments, 48)]
    [InlineData(Commitments + 48, 48)]
    public void Each_point_is_checked(int offset, int length)
    {
        AssertRejected(KeyRejection.PointWrongForm, Changed(offset, 0x17));
        AssertRejected(KeyRejection.PointInvalidFlags, Changed(offset, 0xe0));
        AssertRejected(KeyRejection.PointNonCanonicalInfinity, Changed(offset, 0xc0));
        AssertRejected(KeyRejection.PointNonCanonicalCoordinate, Changed(offset, 0x9f));

        var bytes = Key.Encode();
        bytes.AsSpan(offset, length).Clear();
        bytes[offset] = 0xc0;
        AssertRejected(KeyRejection.PointAtInfinity, bytes);

        bytes = Key.Encode();
        if (length == 48)
            G1Encoding.EncodeCompressed(SmallOrderPoints.G1[1], bytes.AsSpan(offset));
        else
            G2Encoding.EncodeCompressed(SmallOrderPoints.G2[1], bytes.AsSpan(offset));
        AssertRejected(KeyRejection.PointNotInSubgroup, bytes);

        bytes = Key.Encode();
        KeyRejection rejection;
        do
        {
            bytes[offset + length - 1]++;
            VerifyingKey.TryDecode(bytes, out _, out rejection);
        }
        while (rejection == KeyRejection.PointNotInSubgroup);
        Assert.Equal(KeyRejection.PointNotOnCurve, rejection);
    }

    [Fact]
    public void A_key_cannot_be_made_with_infinity_or_without_commitments()
    {
        G1Affine p = G1Affine.Generator;
        G2Affine q = G2Affine.Generator;
        Assert.Throws<ArgumentException>(() => new VerifyingKey(default, default, q, q, q, [p]));
        Assert.Throws<ArgumentException>(() => new VerifyingKey(default, p, default, q, q, [p]));
        Assert.Throws<ArgumentException>(() => new VerifyingKey(default, p, q, default, q, [p]));
        Assert.Throws<ArgumentException>(() => new VerifyingKey(default, p, q, q, default, [p]));
        Assert.Throws<ArgumentException>(() => new VerifyingKey(default, p, q, q, q, [p, default]));
        Assert.Throws<ArgumentException>(() => new VerifyingKey(default, p, q, q, q, []));
        Assert.Throws<ArgumentException>(() => new VerifyingKey(default, p, q, q, q, new G1Affine[VerifyingKey.MaxInputCount + 2]));
    }

    private static byte[] Changed(int position, byte value)
    {
        var bytes = Key.Encode();
        bytes[position] = value;
        return bytes;
    }

    private static void AssertRejected(KeyRejection expected, byte[] bytes)
    {
        Assert.False(VerifyingKey.TryDecode(bytes, out var key, out var rejection));
        Assert.Equal((expected, null), (rejection, key));
    }
}
