using System.Numerics;
using Amaters.Testing;
using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Tests.Fields;

public sealed class FpTests
{
    private static readonly BigInteger Seed = -new BigInteger(0xd201000000010000);

    [Fact]
    public void The_modulus_is_the_curve_familys_polynomial() =>
        Assert.Equal(((Seed - 1) * (Seed - 1) * (BigInteger.Pow(Seed, 4) - BigInteger.Pow(Seed, 2) + 1) / 3) + Seed, Fp.Modulus);

    [Fact]
    public void Every_operation_agrees_with_integers() => FieldLaws.MatchIntegers(Fp.Modulus, Fp.FromBigInteger, a => a.ToBigInteger(), 300);

    [Fact]
    public void The_field_laws_hold() => FieldLaws.Hold(Elements.Fp, Elements.FewFpEdges, 300);

    [Fact]
    public void Factors_up_to_twice_the_modulus_multiply_correctly()
    {
        foreach (var x in Elements.FpEdges)
        {
            foreach (var y in Elements.FpEdges)
                Check(x, y);
        }

        Gen.Select(Elements.Fp, Elements.Fp).Sample(Check);

        static void Check(Fp x, Fp y)
        {
            Fp twice = Fp.AddUnreduced(x, x), sum = Fp.AddUnreduced(x, y), negative = Fp.NegateUnreduced(y);
            Assert.Equal(x.Double() * (x + y), twice * sum);
            Assert.Equal((x + y) * -y, sum * negative);
            Assert.Equal((x.Double() * (x + y)) + ((x + y) * -y), Fp.SumOfProducts(twice, sum, sum, negative));
        }
    }

    // The slow twin of division steps is Fermat's power.
    [Fact]
    public void Inverses_are_the_powers_p_minus_2()
    {
        var exponent = Enumerable.Range(0, Fp.LimbCount).Select(i => (ulong)((Fp.Modulus - 2) >> (64 * i) & ulong.MaxValue)).ToArray();
        foreach (var x in Elements.FpEdges)
            Assert.Equal(x.Pow(exponent), x.Inverse());
        for (var bit = 0; bit < 381; bit++)
        {
            var x = Fp.FromBigInteger((BigInteger.One << bit) % Fp.Modulus);
            Assert.Equal(Fp.One, x * x.Inverse());
            Assert.Equal(-Fp.One, -x * x.Inverse());
        }

        Elements.Fp.Sample(x => Assert.Equal(x.Pow(exponent), x.Inverse()), iter: 2000);
    }

    [Fact]
    public void Half_undoes_double() => Elements.Fp.Sample(a => Assert.Equal(a, a.Double().Half()));

    [Fact]
    public void A_square_has_a_root_and_its_negative_none() => Elements.Fp.Sample(
        a =>
        {
            Assert.True(a.Square().TrySquareRoot(out var root));
            Assert.True(root == a || root == -a);
            Assert.Equal(a.IsZero, (-a.Square()).TrySquareRoot(out _));
        },
        iter: 50);

    [Fact]
    public void The_larger_of_two_opposite_elements_exceeds_half_the_modulus() => Elements.Fp.Sample(
        a => Assert.Equal(a.ToBigInteger() > (Fp.Modulus - 1) / 2, a.IsLexicographicallyLargest));

    [Fact]
    public void The_encoding_is_the_big_endian_integer_and_is_read_back() => Elements.Fp.Sample(a =>
    {
        var bytes = new byte[Fp.EncodedByteCount];
        a.Encode(bytes);
        Assert.Equal(a.ToBigInteger(), new BigInteger(bytes, isUnsigned: true, isBigEndian: true));
        Assert.True(Fp.TryDecode(bytes, out var decoded));
        Assert.Equal(a, decoded);
    });

    [Fact]
    public void Montgomery_bytes_are_the_little_endian_integer_times_R() => Elements.Fp.Sample(a =>
    {
        var bytes = new byte[Fp.EncodedByteCount];
        a.WriteMontgomery(bytes);
        Assert.Equal((a.ToBigInteger() << 384) % Fp.Modulus, new BigInteger(bytes, isUnsigned: true));
        Assert.True(Fp.TryReadMontgomery(bytes, out var read));
        Assert.Equal(a, read);
    });

    [Fact]
    public void Integers_from_the_modulus_on_are_rejected()
    {
        foreach (var integer in new[] { Fp.Modulus, Fp.Modulus + 1, 2 * Fp.Modulus, (BigInteger.One << 384) - 1 })
        {
            Assert.False(Fp.TryDecode(integer.ToByteArray(isUnsigned: true, isBigEndian: true), out var decoded));
            Assert.False(Fp.TryReadMontgomery(integer.ToByteArray(isUnsigned: true), out var read));
            Assert.True(decoded.IsZero && read.IsZero);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(47)]
    [InlineData(49)]
    public void Another_length_is_rejected(int length)
    {
        Assert.False(Fp.TryDecode(new byte[length], out _));
        Assert.False(Fp.TryReadMontgomery(new byte[length], out _));
    }

    [Fact]
    public void Batch_inversion_inverts_each_and_keeps_zeros() => Elements.Fp.Array[0, 20].Sample(
        elements =>
        {
            elements = [.. elements, Fp.Zero];
            var inverses = elements.ToArray();
            Fp.BatchInvert(inverses);
            Assert.Equal(elements.Select(a => a.Inverse()), inverses);
        },
        iter: 20);
}
