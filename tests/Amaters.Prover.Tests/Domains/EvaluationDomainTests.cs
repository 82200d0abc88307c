using Amaters.Circuits.Fields;
using Amaters.Prover.Domains;

namespace Amaters.Prover.Tests.Domains;

public sealed class EvaluationDomainTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(64, 6)]
    [InlineData(65, 7)]
    [InlineData(1 << 17, 17)]
    public void The_smallest_domain_that_holds_n_elements_is_chosen(int count, int log2Size)
    {
        Assert.Equal(log2Size, EvaluationDomain.AtLeast(count).Log2Size);
    }

    // Values of snarkjs' field for k = 6, 7, 14 (tests/…/vectors/snarkjs-sample/roots.txt).
    [Theory]
    [InlineData(6, "0x0e4840ac57f86f5e293b1d67bc8de5d9a12a70a615d0b8e4d2fc5e69ac5db47f")]
    [InlineData(7, "0x07d0c802a94a946e8cbe2437f0b4b276501dff643be95635b750da4cab28e208")]
    [InlineData(14, "0x50646ac81fe1959577e48bf529ca9f2a82c057275306243d13e96ade69583404")]
    public void Generators_are_those_of_snarkjs(int log2Size, string expected)
    {
        Assert.Equal(expected, EvaluationDomain.OfLog2Size(log2Size).Generator.ToString());
    }

    [Fact]
    public void The_coset_generator_squares_to_the_generator()
    {
        var domain = EvaluationDomain.OfLog2Size(9);
        Assert.Equal(domain.Generator, domain.CosetGenerator.Square());
        Assert.Equal(-Fr.One, domain.CosetGenerator.Pow((ulong)domain.Size));
    }
}
