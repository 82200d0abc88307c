using System.Numerics;
using Amaters.Circuits.Fields;
using Amaters.Prover.Engines.Vector;

namespace Amaters.Prover.Tests.Engines.Vector;

public sealed unsafe class ScalarDigitTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1 << 16)]
    [InlineData(1 << 20)]
    public void Digits_recombine_to_the_scalar_and_fit_their_windows(int pointCount)
    {
        var plan = WindowPlan.For(2L * pointCount);
        Assert.Equal(128, plan.Widths.Sum());
        Assert.All(plan.Widths, width => Assert.InRange(width, WindowPlan.MinWidth, WindowPlan.MaxWidth));
        Fr[] edges = [Fr.Zero, Fr.One, -Fr.One, Fr.FromBigInteger(Fr.Modulus / 2), Fr.FromBigInteger((BigInteger)ScalarSplit.SeedSquared / 2)];
        Gen.ULong.Array[4].Select(limbs => Fr.FromBigInteger(limbs.Aggregate(BigInteger.Zero, (value, limb) => (value << 64) + limb) % Fr.Modulus)).Array[10].Sample(random =>
        {
            Fr[] scalars = [.. edges, .. random];
            var digits = new short[plan.Count * 2 * scalars.Length];
            fixed (short* target = digits)
                ScalarDigits.Write(scalars, 0, scalars.Length, plan, target);
            for (var i = 0; i < scalars.Length; i++)
            {
                var value = Half(i) + (Half(scalars.Length + i) * (BigInteger)ScalarSplit.SeedSquared);
                Assert.Equal(scalars[i], Fr.FromBigInteger(((value % Fr.Modulus) + Fr.Modulus) % Fr.Modulus));
            }

            BigInteger Half(int index)
            {
                BigInteger value = 0;
                for (var window = plan.Count - 1; window >= 0; window--)
                {
                    int digit = digits[(window * 2 * scalars.Length) + index];
                    Assert.InRange(Math.Abs(digit), 0, 1 << (plan.Widths[window] - 1));
                    value = (value << plan.Widths[window]) + digit;
                }

                return value;
            }
        }, iter: 100);
    }
}
