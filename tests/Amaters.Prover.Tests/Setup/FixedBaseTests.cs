using Amaters.Circuits.Fields;
using Amaters.Prover.Setup;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Prover.Tests.Setup;

public sealed class FixedBaseTests
{
    private static readonly FixedBase<G1Jacobian, G1Affine, Fp> G1 = new(G1Affine.Generator, expectedCount: 1000, workerCount: 2);
    private static readonly FixedBase<G2Jacobian, G2Affine, Fp2> G2 = new(G2Affine.Generator, expectedCount: 50, workerCount: 2);

    [Fact]
    public void Multiples_in_G1_equal_doubling_and_adding()
    {
        Gens.Scalar.Array[0, 20].Sample(
            scalars => Assert.Equal(scalars.Select(scalar => Gens.Multiple<G1Jacobian, G1Affine>(G1Affine.Generator, scalar).ToAffine()), G1.Multiply(scalars, _ => { })),
            iter: 20);
    }

    [Fact]
    public void Multiples_in_G2_equal_doubling_and_adding()
    {
        Gens.Scalar.Array[0, 10].Sample(
            scalars => Assert.Equal(scalars.Select(scalar => Gens.Multiple<G2Jacobian, G2Affine>(G2Affine.Generator, scalar).ToAffine()), G2.Multiply(scalars, _ => { })),
            iter: 10);
    }

    [Fact]
    public void Every_multiple_is_counted_once()
    {
        int counted = 0;
        G1.Multiply(Enumerable.Repeat(Fr.One, 2500).ToArray(), count => Interlocked.Add(ref counted, count));
        Assert.Equal(2500, counted);
    }
}
