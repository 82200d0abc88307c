using Amaters.Circuits.Fields;
using Amaters.Prover.Domains;
using Amaters.Prover.Setup;
using Amaters.Prover.Tests.Domains;

namespace Amaters.Prover.Tests.Setup;

public sealed class LagrangeBasisTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Lagrange_values_interpolate_any_polynomial(int log2Size)
    {
        var domain = EvaluationDomain.OfLog2Size(log2Size);
        Gens.UniformFr.Array[domain.Size + 1].Sample(values =>
        {
            var tau = values[^1];
            var coefficients = values[..^1];
            var lagrange = new Fr[domain.Size];
            LagrangeBasis.Evaluate(log2Size, tau, lagrange);
            var sum = Fr.Zero;
            for (int i = 0; i < domain.Size; i++)
                sum += Polynomial.Evaluate(coefficients, domain.Generator.Pow((ulong)i)) * lagrange[i];
            Assert.Equal(Polynomial.Evaluate(coefficients, tau), sum);
        }, iter: 20);
    }

    [Fact]
    public void A_root_of_unity_has_no_lagrange_values()
    {
        Assert.Throws<ArgumentException>(() => LagrangeBasis.Evaluate(3, Fr.RootOfUnity(3), new Fr[8]));
    }
}
