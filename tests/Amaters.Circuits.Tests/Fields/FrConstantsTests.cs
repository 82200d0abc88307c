using System.Numerics;
using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Tests.Fields;

/// <summary>Recomputes each constant of <see cref="Fr"/> from the BLS parameter.</summary>
public sealed class FrConstantsTests
{
    private static readonly BigInteger BlsParameter = -new BigInteger(0xd201000000010000);

    [Fact]
    public void The_modulus_is_the_curve_familys_polynomial() =>
        Assert.Equal(BigInteger.Pow(BlsParameter, 4) - BigInteger.Pow(BlsParameter, 2) + 1, Fr.Modulus);

    [Fact]
    public void One_is_the_integer_one() => Assert.Equal(BigInteger.One, Fr.One.ToBigInteger());

    [Fact]
    public void The_two_adicity_is_32_and_roots_have_their_order()
    {
        var oddPart = (Fr.Modulus - 1) >> Fr.TwoAdicity;
        Assert.Equal(Fr.Modulus - 1, oddPart << Fr.TwoAdicity);
        Assert.False(oddPart.IsEven);
        for (int k = 0; k <= Fr.TwoAdicity; k++)
        {
            var expected = BigInteger.ModPow(5, oddPart << (Fr.TwoAdicity - k), Fr.Modulus);
            Assert.Equal(expected, Fr.RootOfUnity(k).ToBigInteger());
            Assert.Equal(Fr.One, Fr.RootOfUnity(k).Pow(1UL << k));
            Assert.True(k == 0 || Fr.RootOfUnity(k).Pow(1UL << (k - 1)) == -Fr.One);
        }
    }

    [Fact]
    public void Five_is_not_a_square() => Assert.Equal(-1, Fr.NonResidue.LegendreSymbol());

    [Theory]
    [InlineData(7, "07d0c802a94a946e8cbe2437f0b4b276501dff643be95635b750da4cab28e208")]
    [InlineData(14, "50646ac81fe1959577e48bf529ca9f2a82c057275306243d13e96ade69583404")]
    public void Roots_are_those_of_snarkjs(int log2Order, string hexadecimal) =>
        Assert.Equal(BigInteger.Parse("0" + hexadecimal, System.Globalization.NumberStyles.HexNumber, null), Fr.RootOfUnity(log2Order).ToBigInteger());
}
