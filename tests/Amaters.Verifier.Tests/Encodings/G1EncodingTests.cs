using System.Numerics;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Encodings;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Tests.Curve;

namespace Amaters.Verifier.Tests.Encodings;

public sealed class G1EncodingTests
{
    private const int Half = G1Encoding.CompressedByteCount;

    [Fact]
    public void Points_are_read_back_from_both_forms() => Elements.G1.Sample(
        jacobian =>
        {
            var point = jacobian.ToAffine();
            Assert.True(G1Encoding.TryDecodeCompressed(Compress(point), out var fromCompressed, out _));
            Assert.True(G1Encoding.TryDecodeUncompressed(Expand(point), out var fromUncompressed, out _));
            Assert.Equal((point, point), (fromCompressed, fromUncompressed));
        },
        iter: 30);

    [Fact]
    public void The_generator_has_the_published_encoding() => Assert.Equal(
        "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb",
        Convert.ToHexStringLower(Compress(G1Affine.Generator)));

    [Fact]
    public void Infinity_has_one_encoding_of_each_form()
    {
        Assert.Equal([0xc0, .. new byte[Half - 1]], Compress(default));
        Assert.Equal([0x40, .. new byte[(2 * Half) - 1]], Expand(default));
        Assert.True(G1Encoding.TryDecodeCompressed(Compress(default), out var point, out var rejection));
        Assert.True(point.IsInfinity && rejection == PointRejection.None);
        Assert.True(G1Encoding.TryDecodeUncompressed(Expand(default), out point, out rejection));
        Assert.True(point.IsInfinity && rejection == PointRejection.None);
    }

    [Fact]
    public void Another_length_is_rejected()
    {
        byte[] compressed = Compress(G1Affine.Generator), uncompressed = Expand(G1Affine.Generator);
        AssertCompressed(PointRejection.WrongLength, []);
        AssertCompressed(PointRejection.WrongLength, compressed[..^1]);
        AssertCompressed(PointRejection.WrongLength, [.. compressed, 0]);
        AssertCompressed(PointRejection.WrongLength, uncompressed);
        AssertUncompressed(PointRejection.WrongLength, []);
        AssertUncompressed(PointRejection.WrongLength, compressed);
        AssertUncompressed(PointRejection.WrongLength, [.. uncompressed, 0]);
    }

    [Fact]
    public void The_flag_of_the_other_form_is_rejected()
    {
        AssertCompressed(PointRejection.WrongForm, Flip(Compress(G1Affine.Generator), PointFlags.Compressed));
        AssertUncompressed(PointRejection.WrongForm, Flip(Expand(G1Affine.Generator), PointFlags.Compressed));
        AssertCompressed(PointRejection.WrongForm, Expand(default)[..Half]);
    }

    [Fact]
    public void Contradicting_flags_are_rejected()
    {
        AssertCompressed(PointRejection.InvalidFlags, Flip(Compress(default), PointFlags.LargerY));
        AssertUncompressed(PointRejection.InvalidFlags, Flip(Expand(default), PointFlags.LargerY));
        AssertUncompressed(PointRejection.InvalidFlags, Flip(Expand(G1Affine.Generator), PointFlags.LargerY));
    }

    [Fact]
    public void Infinity_with_any_other_bit_is_rejected()
    {
        for (var bit = 3; bit < Half * 8; bit++)
            AssertCompressed(PointRejection.NonCanonicalInfinity, FlipBit(Compress(default), bit));
        for (var bit = 3; bit < Half * 16; bit++)
            AssertUncompressed(PointRejection.NonCanonicalInfinity, FlipBit(Expand(default), bit));
    }

    [Fact]
    public void A_coordinate_plus_the_modulus_is_rejected()
    {
        // Small enough for x + p to fit below the flags.
        var point = SmallX();
        var shifted = (point.X.ToBigInteger() + Fp.Modulus).ToByteArray(isUnsigned: true, isBigEndian: true);
        var compressed = Compress(point);
        AssertCompressed(PointRejection.NonCanonicalCoordinate, [(byte)(shifted[0] | (compressed[0] & PointFlags.Mask)), .. shifted[1..]]);
        AssertUncompressed(PointRejection.NonCanonicalCoordinate, [.. shifted, .. Expand(point)[Half..]]);
        var modulus = Fp.Modulus.ToByteArray(isUnsigned: true, isBigEndian: true);
        AssertUncompressed(PointRejection.NonCanonicalCoordinate, [.. Expand(point)[..Half], .. modulus]);
    }

    [Fact]
    public void An_x_without_a_point_is_rejected()
    {
        var x = Fp.One;
        while (((x.Square() * x) + G1Affine.B).TrySquareRoot(out _))
            x += Fp.One;
        var bytes = new byte[Half];
        x.Encode(bytes);
        bytes[0] |= PointFlags.Compressed;
        AssertCompressed(PointRejection.NotOnCurve, bytes);
    }

    [Fact]
    public void Coordinates_off_the_curve_are_rejected()
    {
        var bytes = Expand(G1Affine.Generator);
        bytes[^1] ^= 1;
        AssertUncompressed(PointRejection.NotOnCurve, bytes);
        AssertUncompressed(PointRejection.NotOnCurve, new byte[2 * Half]);
    }

    [Fact]
    public void Points_outside_the_subgroup_are_rejected() => Assert.All(SmallOrderPoints.G1.Append(SmallX()), point =>
    {
        AssertCompressed(PointRejection.NotInSubgroup, Compress(point));
        AssertUncompressed(PointRejection.NotInSubgroup, Expand(point));
    });

    [Fact]
    public void Whatever_is_read_is_written_back_byte_for_byte() => Gen.Select(Elements.G1, Gen.Int[0, (Half * 8) - 1]).Sample(
        (point, bit) =>
        {
            var bytes = FlipBit(Compress(point.ToAffine()), bit);
            if (G1Encoding.TryDecodeCompressed(bytes, out var decoded, out _))
                Assert.Equal(bytes, Compress(decoded));
        },
        iter: 50);

    [Fact]
    public void The_sign_flag_chooses_between_a_point_and_its_negative()
    {
        Assert.True(G1Encoding.TryDecodeCompressed(Flip(Compress(G1Affine.Generator), PointFlags.LargerY), out var point, out _));
        Assert.Equal(-G1Affine.Generator, point);
        Assert.Equal(point.Y.ToBigInteger() > BigInteger.Divide(Fp.Modulus, 2), (Compress(point)[0] & PointFlags.LargerY) != 0);
    }

    private static G1Affine SmallX() => SmallOrderPoints.OnG1Curve(Fp.FromUInt64(2));

    private static byte[] Compress(G1Affine point)
    {
        var bytes = new byte[Half];
        G1Encoding.EncodeCompressed(point, bytes);
        return bytes;
    }

    private static byte[] Expand(G1Affine point)
    {
        var bytes = new byte[2 * Half];
        G1Encoding.EncodeUncompressed(point, bytes);
        return bytes;
    }

    private static byte[] Flip(byte[] bytes, byte flag) => [(byte)(bytes[0] ^ flag), .. bytes[1..]];

    private static byte[] FlipBit(byte[] bytes, int bit)
    {
        bytes[bit / 8] ^= (byte)(0x80 >> (bit % 8));
        return bytes;
    }

    private static void AssertCompressed(PointRejection expected, byte[] bytes)
    {
        Assert.False(G1Encoding.TryDecodeCompressed(bytes, out var point, out var rejection));
        Assert.Equal(expected, rejection);
        Assert.True(point.IsInfinity);
    }

    private static void AssertUncompressed(PointRejection expected, byte[] bytes)
    {
        Assert.False(G1Encoding.TryDecodeUncompressed(bytes, out var point, out var rejection));
        Assert.Equal(expected, rejection);
        Assert.True(point.IsInfinity);
    }
}
