using Amaters.Verifier.Curve;
using Amaters.Verifier.Encodings;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Groth16;
using Amaters.Verifier.Tests.Curve;

namespace Amaters.Verifier.Tests.Groth16;

/// <summary>The attacks on the bytes of a proof: whatever is changed in them, the proof is refused, for the right reason.</summary>
public sealed class ProofEncodingTests
{
    private const int B = 48, C = 144;

    private static readonly byte[] Valid = SnarkjsSample.Proof.Encode();

    [Fact]
    public void A_proof_is_192_bytes_and_is_read_back()
    {
        Assert.Equal(192, Valid.Length);
        Assert.True(Groth16Proof.TryDecode(Valid, out var proof, out _));
        Assert.Equal(Valid, proof.Encode());
        Assert.True(Groth16Verifier.Verify(SnarkjsSample.PreparedKey, SnarkjsSample.Inputs, proof).IsAccepted);
    }

    [Fact]
    public void A_flipped_byte_at_every_position_is_rejected()
    {
        for (var position = 0; position < Valid.Length; position++)
        {
            foreach (var mask in new byte[] { 0xff, 0x01, 0x80 })
            {
                var bytes = (byte[])Valid.Clone();
                bytes[position] ^= mask;
                var accepted = Groth16Proof.TryDecode(bytes, out var proof, out _)
                    && Groth16Verifier.Verify(SnarkjsSample.PreparedKey, SnarkjsSample.Inputs, proof).IsAccepted;
                Assert.False(accepted, $"byte {position} with mask {mask:x2}");
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(191)]
    public void A_truncated_proof_is_rejected(int length) => AssertRejected(ProofRejection.WrongLength, Valid[..length]);

    [Fact]
    public void Trailing_bytes_are_rejected()
    {
        AssertRejected(ProofRejection.WrongLength, [.. Valid, 0]);
        AssertRejected(ProofRejection.WrongLength, [.. Valid, .. Valid]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(B)]
    [InlineData(C)]
    public void Each_point_has_its_flags_checked(int offset)
    {
        AssertRejected(ProofRejection.PointWrongForm, Changed(bytes => bytes[offset] ^= 0x80));
        AssertRejected(ProofRejection.PointInvalidFlags, Changed(bytes => bytes[offset] = 0xe0));
        AssertRejected(ProofRejection.PointNonCanonicalInfinity, Changed(bytes => bytes[offset] = 0xc0));
    }

    [Theory]
    [InlineData(0, 48)]
    [InlineData(B, 96)]
    [InlineData(C, 48)]
    public void Each_point_at_infinity_is_rejected(int offset, int length) => AssertRejected(
        ProofRejection.PointAtInfinity,
        Changed(bytes =>
        {
            bytes.AsSpan(offset, length).Clear();
            bytes[offset] = 0xc0;
        }));

    [Theory]
    [InlineData(0)]
    [InlineData(B)]
    [InlineData(B + 48)]
    [InlineData(C)]
    public void Each_coordinate_must_be_below_p(int offset) => AssertRejected(
        ProofRejection.PointNonCanonicalCoordinate,
        Changed(bytes =>
        {
            var flags = offset == B + 48 ? 0 : bytes[offset] & 0xe0;
            Fp.Modulus.ToByteArray(isUnsigned: true, isBigEndian: true).CopyTo(bytes, offset);
            bytes[offset] |= (byte)flags;
        }));

    [Fact]
    public void Each_point_must_be_on_its_curve()
    {
        // Half of all x have no y: the first such x from the proof's own one on.
        foreach (var last in new[] { B - 1, C - 1, Valid.Length - 1 })
        {
            var bytes = (byte[])Valid.Clone();
            ProofRejection rejection;
            do
            {
                bytes[last]++;
                Groth16Proof.TryDecode(bytes, out _, out rejection);
            }
            while (rejection == ProofRejection.PointNotInSubgroup);
            Assert.Equal(ProofRejection.PointNotOnCurve, rejection);
        }
    }

    [Fact]
    public void Each_point_must_be_in_its_subgroup()
    {
        foreach (var point in SmallOrderPoints.G1)
        {
            AssertRejected(ProofRejection.PointNotInSubgroup, Changed(bytes => G1Encoding.EncodeCompressed(point, bytes)));
            AssertRejected(ProofRejection.PointNotInSubgroup, Changed(bytes => G1Encoding.EncodeCompressed(point, bytes.AsSpan(C))));
        }

        foreach (var point in SmallOrderPoints.G2)
            AssertRejected(ProofRejection.PointNotInSubgroup, Changed(bytes => G2Encoding.EncodeCompressed(point, bytes.AsSpan(B))));
    }

    [Fact]
    public void A_small_order_point_added_to_a_valid_one_is_rejected()
    {
        // e(A + T, B) = e(A, B) for T of another order up to the cofactor: without the subgroup check this would be a second proof.
        var shifted = (G1Jacobian.FromAffine(SnarkjsSample.Proof.A) + SmallOrderPoints.G1[0]).ToAffine();
        AssertRejected(ProofRejection.PointNotInSubgroup, Changed(bytes => G1Encoding.EncodeCompressed(shifted, bytes)));
    }

    [Fact]
    public void Random_bytes_are_rejected_without_an_exception() => Gen.Byte.Array[192].Sample(
        bytes =>
        {
            Assert.False(Groth16Proof.TryDecode(bytes, out var proof, out _));
            Assert.Null(proof);
        });

    private static byte[] Changed(Action<byte[]> change)
    {
        var bytes = (byte[])Valid.Clone();
        change(bytes);
        return bytes;
    }

    private static void AssertRejected(ProofRejection expected, byte[] bytes)
    {
        Assert.False(Groth16Proof.TryDecode(bytes, out var proof, out var rejection));
        Assert.Equal((expected, null), (rejection, proof));
    }
}
