using System.Numerics;
using Amaters.Circuits.Fields;
using Amaters.Testing;

namespace Amaters.Circuits.Tests.Fields;

public sealed class FrTests
{
    private static readonly Gen<Fr> Elements = FieldLaws.Integers(Fr.Modulus).Select(Fr.FromBigInteger);

    [Fact]
    public void The_field_laws_hold() =>
        FieldLaws.Hold(Elements, [.. FieldLaws.IntegerEdges(Fr.Modulus).Select(Fr.FromBigInteger)], iterations: 300);

    [Fact]
    public void Every_operation_matches_integers_modulo_r() =>
        FieldLaws.MatchIntegers(Fr.Modulus, Fr.FromBigInteger, x => x.ToBigInteger());

    [Fact]
    public void Powers_match_integers_modulo_r() =>
        Gen.Select(Elements, Gen.ULong.Array[0, 5]).Sample((x, exponent) =>
        {
            var integer = exponent.Reverse().Aggregate(BigInteger.Zero, (sum, limb) => (sum << 64) + limb);
            return x.Pow(exponent).ToBigInteger() == BigInteger.ModPow(x.ToBigInteger(), integer, Fr.Modulus);
        }, iter: 200);

    [Fact]
    public void Integers_of_any_sign_and_size_are_reduced()
    {
        Assert.Equal(Fr.Zero - Fr.One, Fr.FromInt64(-1));
        Assert.Equal(Fr.Modulus - (BigInteger.One << 63), Fr.FromInt64(long.MinValue).ToBigInteger());
        Assert.Equal(Fr.FromUInt64(7), Fr.FromBigInteger((3 * Fr.Modulus) + 7));
        Assert.Equal(Fr.FromInt64(-7), Fr.FromBigInteger((-3 * Fr.Modulus) - 7));
        Assert.Equal((BigInteger.One << 256) % Fr.Modulus - 1, Fr.FromLimbs([ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue]).ToBigInteger());
    }

    [Fact]
    public void Wide_bytes_are_reduced_modulo_r() =>
        Gen.OneOf(Gen.Byte.Array[64], Gen.Const(Enumerable.Repeat((byte)255, 64).ToArray())).Sample(bytes =>
            Fr.FromWideBytes(bytes).ToBigInteger() == new BigInteger(bytes, isUnsigned: true) % Fr.Modulus, iter: 200);

    [Fact]
    public void Batch_inversion_inverts_each_element_and_keeps_zeros() =>
        Gen.Frequency((4, Elements), (1, Gen.Const(Fr.Zero))).Array[0, 20].Sample(values =>
        {
            var inverses = values.ToArray();
            Fr.BatchInvert(inverses);
            return inverses.SequenceEqual(values.Select(value => value.Inverse()));
        }, iter: 50);

    [Fact]
    public void A_square_has_two_roots_and_a_non_square_none() =>
        Elements.Sample(x =>
        {
            var root = x.SquareRoot();
            if (root is { } value)
                Assert.True(value.Square() == x && x.LegendreSymbol() == (x.IsZero ? 0 : 1));
            else
                Assert.Equal(-1, x.LegendreSymbol());
            Assert.Contains(x.Square().SquareRoot(), new Fr?[] { x, -x });
            Assert.True(x.IsZero || (x.Square() * Fr.NonResidue).SquareRoot() is null);
        }, iter: 100);

    [Fact]
    public void Roots_of_unity_have_square_roots_up_to_the_two_adicity()
    {
        for (int k = 0; k < Fr.TwoAdicity; k++)
            Assert.Equal(Fr.RootOfUnity(k), Fr.RootOfUnity(k).SquareRoot()!.Value.Square());
        Assert.Null(Fr.RootOfUnity(Fr.TwoAdicity).SquareRoot());
    }

    [Fact]
    public void Exactly_one_of_a_value_and_its_negative_is_odd() =>
        Elements.Sample(x => x.IsZero ? !x.IsOdd : x.IsOdd != (-x).IsOdd);

    [Fact]
    public void Random_elements_differ() => Assert.NotEqual(Fr.Random(), Fr.Random());
}
