using System.Numerics;
using Amaters.Prover.Msm;

namespace Amaters.Prover.Tests.Msm;

public sealed class SignedDigitsTests
{
    [Fact]
    public void Digits_of_any_width_recompose_the_scalars_and_stay_in_range()
    {
        Gen.Select(Gens.Scalar.Array[1, 10], Gen.Int[1, SignedDigits.MaxWindowBits]).Sample((scalars, windowBits) =>
        {
            using var digits = SignedDigits.Of(scalars, windowBits, workerCount: 2);
            for (int i = 0; i < scalars.Length; i++)
            {
                var value = BigInteger.Zero;
                for (int window = digits.WindowCount - 1; window >= 0; window--)
                {
                    int digit = digits.Window(window)[i];
                    Assert.InRange(digit, -(1 << (windowBits - 1)) + 1, 1 << (windowBits - 1));
                    value = (value << windowBits) + digit;
                }

                Assert.Equal(scalars[i].ToBigInteger(), value);
            }
        });
    }
}
