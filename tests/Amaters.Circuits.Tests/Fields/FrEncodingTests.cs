using System.Numerics;
using Amaters.Circuits.Fields;
using Amaters.Testing;

namespace Amaters.Circuits.Tests.Fields;

public sealed class FrEncodingTests
{
    [Fact]
    public void The_encoding_is_the_little_endian_integer_and_is_read_back() =>
        FieldLaws.Integers(Fr.Modulus).Sample(integer =>
        {
            var value = Fr.FromBigInteger(integer);
            var bytes = value.ToBytes();
            Assert.Equal(integer, new BigInteger(bytes, isUnsigned: true));
            Assert.True(Fr.TryDecode(bytes, out var decoded));
            Assert.Equal(value, decoded);
        });

    [Fact]
    public void Values_from_the_modulus_on_are_rejected()
    {
        foreach (var integer in new[] { Fr.Modulus, Fr.Modulus + 1, (2 * Fr.Modulus) - 1, (BigInteger.One << 256) - 1 })
        {
            var bytes = new byte[32];
            integer.TryWriteBytes(bytes, out _, isUnsigned: true);
            Assert.False(Fr.TryDecode(bytes, out var value));
            Assert.True(value.IsZero);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Other_lengths_are_rejected(int length) => Assert.False(Fr.TryDecode(new byte[length], out _));

    [Fact]
    public void A_digest_is_the_little_endian_integer_of_its_first_31_bytes()
    {
        var digest = Enumerable.Repeat((byte)0xff, 32).ToArray();
        Assert.Equal(Fr.FromBigInteger((BigInteger.One << 248) - 1), Fr.FromDigest(digest));
        Assert.Equal(Fr.FromUInt64(0x0201), Fr.FromDigest([1, 2, .. new byte[29]]));
        Assert.Throws<ArgumentException>(() => Fr.FromDigest(new byte[30]));
    }

    [Fact]
    public void Limbs_are_the_standard_form()
    {
        Span<ulong> limbs = stackalloc ulong[4];
        Fr.FromBigInteger((BigInteger.One << 192) + 5).ToStandardLimbs(limbs);
        Assert.Equal([5UL, 0UL, 0UL, 1UL], limbs.ToArray());
        Assert.Equal(Fr.FromBigInteger((BigInteger.One << 192) + 5), Fr.FromLimbs(limbs));
    }

    [Fact]
    public void Text_is_hexadecimal_with_all_digits() =>
        Assert.Equal("0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000000", (-Fr.One).ToString());

    [Fact]
    public void Short_spans_are_a_programmers_mistake()
    {
        Assert.Throws<ArgumentException>(() => Fr.One.Encode(new byte[31]));
        Assert.Throws<ArgumentException>(() => Fr.One.ToStandardLimbs(new ulong[3]));
        Assert.Throws<ArgumentException>(() => Fr.FromLimbs(new ulong[5]));
        Assert.Throws<ArgumentException>(() => Fr.FromWideBytes(new byte[63]));
    }
}
